import { clientsAfterServers, everyWait, type Scenario } from "../../support/scenario";

const missing = (client: string, types = "", server = "users") =>
  `${clientsAfterServers} client-without-server/${server} ${types}aws:ecs/service:Service::${client}`;
const finds = [
  missing("written-below"),
  missing("deleted-with"),
  missing("once-called"),
  missing("same-callee"),
  missing("of-definition"),
  missing("beside"),
  missing("by-text"),
  missing("environment"),
  missing("for-nothing"),
  missing("for-above", "", "invoices"),
  missing("in-one-component", "test:index:Group$"),
  missing("in-neighbour", "test:index:Group$"),
];

export const scenario: Scenario = {
  pack: everyWait,
  proves:
    "what makes no resource wait is no edge: order in the program, texts, neighbours, empty components, `deletedWith`",
  steps: [{ run: "preview", finds }, { run: "up" }, { run: "analyze", finds }],
};
