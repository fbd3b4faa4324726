import type { Call } from "./calls";
import type { Moto } from "./moto";

/** What ECS tells and moto does not, so that the provider can wait for services, and reads of them what it has sent. */
export class EcsAdditions {
  /** By the name of a service: moto forgets it. */
  private readonly serviceConnect = new Map<string, object>();
  /** Deployments whose state was asked for. */
  private readonly asked = new Set<string>();

  constructor(private readonly moto: Moto) {}

  /** The answer to a call that moto does not know. */
  async answer({ action, body }: Call): Promise<string | undefined> {
    if (action === "ListServiceDeployments") {
      const { cluster, service } = JSON.parse(body);
      return JSON.stringify({ serviceDeployments: await this.deployments(cluster, service) });
    }
    if (action === "DescribeServiceDeployments") {
      const arns: string[] = JSON.parse(body).serviceDeploymentArns;
      const found = await Promise.all(
        arns.map((arn) => {
          const [, cluster = "", service = ""] = arn.split("/");
          return this.deployments(cluster, service);
        }),
      );
      const serviceDeployments = found.flat().map((deployment) => this.withStatus(deployment));
      return JSON.stringify({ serviceDeployments, failures: [] });
    }
    return undefined;
  }

  /** An answer of moto with what it lacks. */
  complete({ action, body }: Call, answer: string): string {
    if (action === "CreateService" || action === "UpdateService") {
      const { serviceName, service, serviceConnectConfiguration } = JSON.parse(body);
      if (serviceConnectConfiguration) {
        this.serviceConnect.set(nameIn(serviceName ?? service), serviceConnectConfiguration);
      }
    }
    if (action !== "DescribeServices") {
      return answer;
    }
    const told = JSON.parse(answer);
    for (const { serviceName, deployments = [] } of told.services ?? []) {
      for (const deployment of deployments) {
        deployment.serviceConnectConfiguration = this.serviceConnect.get(serviceName);
      }
    }
    return JSON.stringify(told);
  }

  /**
   * A deployment is in progress when it is first asked for, and has succeeded afterwards if moto says that all tasks run:
   * whoever waits for one has to ask twice.
   */
  private withStatus({ allRun, ...deployment }: Deployment): object {
    const arn = deployment.serviceDeploymentArn;
    const succeeded = allRun && this.asked.has(arn);
    this.asked.add(arn);
    return { ...deployment, status: succeeded ? "SUCCESSFUL" : "IN_PROGRESS" };
  }

  private async deployments(cluster: string, service: string): Promise<Deployment[]> {
    const asked = { cluster, services: [service] };
    const { services } = await this.moto.askEcs<{ services: Service[] }>("DescribeServices", asked);
    return services.flatMap(({ serviceArn, desiredCount, runningCount, deployments }) =>
      deployments.map(({ id }) => {
        const number = nameIn(id);
        return {
          serviceArn,
          serviceDeploymentArn: `${serviceArn.replace(":service/", ":service-deployment/")}/${number}`,
          targetServiceRevisionArn: `${serviceArn.replace(":service/", ":service-revision/")}/${number}`,
          allRun: runningCount >= desiredCount,
        };
      }),
    );
  }
}

interface Service {
  serviceArn: string;
  desiredCount: number;
  runningCount: number;
  deployments: { id: string }[];
}

interface Deployment {
  serviceArn: string;
  serviceDeploymentArn: string;
  targetServiceRevisionArn: string;
  allRun: boolean;
}

/** `name` of an ARN such as `arn:aws:ecs:<region>:<account>:service/<cluster>/<name>`, and of `name`. */
function nameIn(arn: string): string {
  return arn.split("/").at(-1) ?? arn;
}
