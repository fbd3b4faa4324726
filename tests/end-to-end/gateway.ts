import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Moto } from "./moto";

const ECS = "AmazonEC2ContainerServiceV20141113";
const JSON_TYPE = "application/x-amz-json-1.1";

/** A call that the provider has made to AWS. */
export interface Call {
  /** Such as `CreateService`; method and path of calls whose protocol names none. */
  readonly action: string;
  readonly body: string;
  readonly status: number;
  /** What the gateway itself has answered; empty for what moto has. */
  readonly answer: string;
}

/** Stands before moto: it takes down what is asked, and answers what moto cannot. */
export interface Gateway {
  readonly url: string;
  readonly calls: readonly Call[];
  close(): void;
}

export async function openGateway(moto: Moto): Promise<Gateway> {
  const calls: Call[] = [];
  const deployments = new Deployments(moto);
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const action = actionOf(request, body);
    const own = await deployments.answer(action, body);
    // Taken down before it is answered, so that what follows from the answer comes after it.
    const call = { action, body, status: 200, answer: JSON.stringify(own ?? "") };
    calls.push(call);
    if (own === undefined) {
      call.status = await forward(moto.url, request, body, response);
    } else {
      response.writeHead(200, { "content-type": JSON_TYPE }).end(call.answer);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, calls, close: () => server.close() };
}

/**
 * Deployments of services, which moto has no calls for. Each is in progress when it is first asked for, and has
 * succeeded afterwards if moto says that all tasks run: whoever waits for one has to ask twice.
 */
class Deployments {
  private readonly asked = new Set<string>();

  constructor(private readonly moto: Moto) {}

  async answer(action: string, body: string): Promise<object | undefined> {
    if (action === "ListServiceDeployments") {
      const { cluster, service } = JSON.parse(body);
      const serviceDeployments = await this.of(cluster, service);
      return { serviceDeployments };
    }
    if (action === "DescribeServiceDeployments") {
      const arns: string[] = JSON.parse(body).serviceDeploymentArns;
      const found = await Promise.all(
        arns.map(async (arn) => {
          const [, cluster = "", service = ""] = arn.split("/");
          return (await this.of(cluster, service)).map((deployment) => this.withStatus(deployment));
        }),
      );
      return { serviceDeployments: found.flat(), failures: [] };
    }
    return undefined;
  }

  private withStatus({ allRun, ...deployment }: Deployment): object {
    const arn = deployment.serviceDeploymentArn;
    const succeeded = allRun && this.asked.has(arn);
    this.asked.add(arn);
    return { ...deployment, status: succeeded ? "SUCCESSFUL" : "IN_PROGRESS" };
  }

  private async of(cluster: string, service: string): Promise<Deployment[]> {
    const { services } = await this.moto.askJson(ECS, "DescribeServices", { cluster, services: [service] });
    return services.flatMap(({ serviceArn, desiredCount, runningCount, deployments }: Service) =>
      deployments.map(({ id }) => {
        // arn:aws:ecs:<region>:<account>:service/<cluster>/<service>
        const place = serviceArn.replace(":service/", ":service-deployment/");
        const revision = serviceArn.replace(":service/", ":service-revision/");
        const number = id.replace("ecs-svc/", "");
        return {
          serviceDeploymentArn: `${place}/${number}`,
          targetServiceRevisionArn: `${revision}/${number}`,
          serviceArn,
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
  serviceDeploymentArn: string;
  targetServiceRevisionArn: string;
  serviceArn: string;
  allRun: boolean;
}

function actionOf(request: IncomingMessage, body: string): string {
  const target = request.headers["x-amz-target"];
  const named = typeof target === "string" ? target.split(".").at(-1) : /(?:^|&)Action=(\w+)/.exec(body)?.[1];
  return named ?? `${request.method} ${request.url}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

async function forward(
  url: string,
  request: IncomingMessage,
  body: string,
  response: ServerResponse,
): Promise<number> {
  const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
    HOP.has(name) ? [] : [[name, String(value)]],
  );
  const answer = await fetch(new URL(request.url ?? "/", url), {
    method: request.method ?? "GET",
    headers,
    ...(body === "" ? {} : { body }),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const answered = [...answer.headers].filter(([name]) => !HOP.has(name) && name !== "content-encoding");
  response.writeHead(answer.status, Object.fromEntries(answered)).end(bytes);
  return answer.status;
}

/** Headers that are about one connection, or that are set anew. */
const HOP = new Set(["connection", "content-length", "transfer-encoding", "keep-alive", "host", "expect", "date"]);
