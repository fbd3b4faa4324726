import { executionRole, service, taskDefinition } from "../../parts";

const volumes: { name: string }[] = [];
const jenkins = taskDefinition(
  "jenkins",
  [{ name: "jenkins", mountPoints: [{ sourceVolume: "jenkins-home", containerPath: "/var/jenkins_home" }] }],
  { executionRoleArn: executionRole("jenkins").arn, volumes },
);
service("jenkins", { taskDefinition: jenkins.arn });
