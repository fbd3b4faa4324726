/// <reference path="./dom.d.ts" />

/**
 * Opens what is closed: where a link leads to, all at once, and for paper. Runs in the page, and must not need
 * anything else.
 */
export function openDetails(): void {
  let closedBeforePrint: readonly HTMLDetailsElement[] = [];

  document.querySelector("#open-all")?.addEventListener("click", () => openAll(true));
  document.querySelector("#close-all")?.addEventListener("click", () => openAll(false));
  window.addEventListener("hashchange", reveal);
  // A link to where one is already changes no hash.
  document.addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href^='#']") : null;
    if (link !== null && link.hash === location.hash) reveal();
  });
  window.addEventListener("beforeprint", () => {
    closedBeforePrint = details("details:not([open])");
    for (const element of closedBeforePrint) element.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const element of closedBeforePrint) element.open = false;
  });
  reveal();

  function openAll(open: boolean): void {
    for (const element of details(".view:not([hidden]) > details")) element.open = open;
  }

  function reveal(): void {
    const target = document.getElementById(decoded(location.hash.slice(1)));
    if (target === null) return;
    if (target.closest(".stack[hidden], .policy[hidden], .finding[hidden]") !== null) {
      document.querySelector<HTMLElement>("#show-all")?.click();
    }
    const view = target.closest(".view");
    if (view !== null) document.querySelector<HTMLElement>(`[name=view][value=${view.id}]`)?.click();
    for (let element: Element | null = target; element !== null; element = element.parentElement) {
      if (element instanceof HTMLDetailsElement) element.open = true;
    }
    target.scrollIntoView();
    focus(target);
  }

  /** Reading goes on where the link leads to. */
  function focus(target: HTMLElement): void {
    const first = target instanceof HTMLDetailsElement ? target.querySelector("summary") : target;
    first?.focus({ preventScroll: true });
  }

  function details(selector: string): HTMLDetailsElement[] {
    return [...document.querySelectorAll<HTMLDetailsElement>(selector)];
  }

  function decoded(text: string): string {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }
}
