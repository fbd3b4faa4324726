/**
 * The best practices of the AWS Well-Architected Framework, edition 2024-06-27, that policies serve
 * (https://docs.aws.amazon.com/wellarchitected/2024-06-27/framework/appendix.html).
 */
export interface BestPractice {
  readonly id: string;
  readonly title: string;
}

export const leastPrivilege: BestPractice = {
  id: "SEC03-BP02",
  title: "Grant least privilege access",
};

export const secretsStoredSecurely: BestPractice = {
  id: "SEC02-BP03",
  title: "Store and use secrets securely",
};

export const changesValidated: BestPractice = {
  id: "OPS05-BP02",
  title: "Test and validate changes",
};

export const safeDeployment: BestPractice = {
  id: "OPS06-BP03",
  title: "Employ safe deployment strategies",
};
