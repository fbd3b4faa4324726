import { testCases } from "../../../support/cases";
import { newPolicy } from "../../../support/pack";

const service = "aws:ecs/service:Service";
const found = (name: string) => `advisory ${newPolicy} todo/${name} ${service}::${name}`;

describe("ecs-new-policy", () => {
  testCases([
    {
      it: "finds TODO what is wrong",
      program: (stack) => void stack.service("shop", {}),
      finds: [found("shop")],
      says: [/TODO what its message says of this program/],
    },
    {
      it: "passes TODO the same program without it",
      program: (stack) => void stack.service("shop", {}),
    },
    // TODO a case for each way to be right or wrong. Each is judged in a first preview and in a later one: where they
    // differ, `findsAtFirst` says what the first one finds.
  ]);
});
