/// <reference path="./dom.d.ts" />

/** Shows what the chips and the search leave of the findings. Runs in the page, and must not need anything else. */
export function filterFindings(): void {
  interface Stack {
    readonly element: HTMLDetailsElement;
    /** Its names, and those of what it holds. */
    readonly text: string;
    readonly findings: readonly Finding[];
  }
  interface Finding {
    readonly element: HTMLElement;
    readonly standing: string;
    /** What a search looks at, with the names of its stack. */
    readonly text: string;
  }

  /** When no more stacks than these are left, they open. */
  const few = 3;
  const query = one<HTMLInputElement>("#query");
  const chips = all<HTMLButtonElement>(".chip");
  const rows = new Map(all<HTMLElement>("[data-finding]").map((row) => [row.dataset.finding, row]));
  let known: readonly Stack[] | undefined;

  for (const element of all<HTMLElement>(".scripted")) element.hidden = false;
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      chip.ariaPressed = String(chip.ariaPressed !== "true");
      apply();
    });
  }
  query.addEventListener("input", apply);
  one("#show-all").addEventListener("click", () => {
    query.value = "";
    for (const chip of chips) chip.ariaPressed = "false";
    apply();
  });
  for (const radio of all<HTMLInputElement>("[name=view]")) radio.addEventListener("change", showView);
  showView();
  apply();

  function apply(): void {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const standings = chips
      .filter((chip) => chip.ariaPressed === "true")
      .map((chip) => chip.dataset.standing);
    const narrowed = words.length > 0 || standings.length > 0;
    let shown = 0;
    const left = stacks().filter(({ element, text, findings }) => {
      const matches = findings.filter((finding) => {
        const is = standings.length === 0 || standings.includes(finding.standing);
        const isShown = is && words.every((word) => finding.text.includes(word));
        show(finding.element, isShown);
        return isShown;
      });
      shown += matches.length;
      const isLeft =
        matches.length > 0 || (standings.length === 0 && words.every((word) => text.includes(word)));
      element.hidden = !isLeft;
      return isLeft;
    });
    if (narrowed && left.length <= few) for (const { element } of left) element.open = true;
    for (const details of all<HTMLElement>(".policy")) hideUnlessHolding(details, "[data-finding]");
    say(shown, left.length, narrowed);
  }

  function show(finding: HTMLElement, isShown: boolean): void {
    finding.hidden = !isShown;
    const row = rows.get(finding.id);
    if (row !== undefined) row.hidden = !isShown;
    const section = finding.closest<HTMLElement>(".of-policy");
    if (section !== null) hideUnlessHolding(section, ".finding");
  }

  function hideUnlessHolding(element: HTMLElement, what: string): void {
    element.hidden = element.querySelector(`${what}:not([hidden])`) === null;
  }

  function say(findings: number, left: number, narrowed: boolean): void {
    const total = stacks().reduce((sum, stack) => sum + stack.findings.length, 0);
    one("#shown").textContent = narrowed
      ? `${findings} of ${counted(total, "finding")}, in ${left} of ${counted(stacks().length, "stack")}`
      : `${counted(total, "finding")} in ${counted(stacks().length, "stack")}`;
    one("#show-all").hidden = !narrowed;
    one("#shown").classList.toggle("narrowed", narrowed);
  }

  function counted(count: number, what: string): string {
    return `${count} ${what}${count === 1 ? "" : "s"}`;
  }

  function showView(): void {
    for (const radio of all<HTMLInputElement>("[name=view]")) one(`#${radio.value}`).hidden = !radio.checked;
  }

  /** Read when it is first asked for. */
  function stacks(): readonly Stack[] {
    known ??= all<HTMLDetailsElement>("details.stack").map((element) => {
      const names = textOf(element, ["summary", ".list code", ".facts code"]);
      const findings = all<HTMLElement>(".finding", element).map((finding) => ({
        element: finding,
        standing: finding.dataset.standing ?? "",
        text: `${textOf(element, ["summary"])} ${textOf(finding.parentElement, ["h4"])} ${textOf(finding, ["header"])}`,
      }));
      return { element, text: names, findings };
    });
    return known;
  }

  function textOf(element: Element | null, selectors: readonly string[]): string {
    return selectors
      .flatMap((selector) => all(selector, element ?? document).map(({ textContent }) => textContent ?? ""))
      .join(" ")
      .toLowerCase();
  }

  function all<E extends Element = Element>(selector: string, inside: ParentNode = document): E[] {
    return [...inside.querySelectorAll<E>(selector)];
  }

  function one<E extends HTMLElement = HTMLElement>(selector: string): E {
    const found = document.querySelector<E>(selector);
    if (found === null) throw new Error(`The page lacks ${selector}.`);
    return found;
  }
}
