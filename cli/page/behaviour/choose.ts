/// <reference path="./dom.d.ts" />
import type { curve as curveFunction, ends as endsFunction } from "../../drawing/curve";

/**
 * Lets people choose a service in a drawing, and shows its lines. Runs in the page, and must not need anything but
 * what it is given.
 */
export function chooseServices(ends: typeof endsFunction, curve: typeof curveFunction): void {
  interface Service {
    readonly element: SVGGElement;
    readonly name: string;
    readonly part: string;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly awaited: readonly number[];
  }

  for (const drawing of document.querySelectorAll<SVGSVGElement>("figure svg.drawing")) prepare(drawing);

  function prepare(drawing: SVGSVGElement): void {
    const group = drawing.querySelector(".services");
    const lines = drawing.querySelector(".edges");
    const output = drawing.closest("figure")?.querySelector("output");
    if (group === null || lines === null || !output) return;
    const nodes = [...group.querySelectorAll<SVGGElement>(".service")].map(read);
    const drawsAll = drawing.dataset.lines === "all";
    let chosen: number | undefined;

    drawing.setAttribute("role", "group");
    for (const other of drawing.querySelectorAll(".waves, .edges")) {
      other.setAttribute("aria-hidden", "true");
    }
    group.setAttribute("role", "listbox");
    group.setAttribute("aria-label", "Services");
    for (const [index, { element }] of nodes.entries()) {
      element.setAttribute("role", "option");
      element.setAttribute("aria-selected", "false");
      element.setAttribute("tabindex", index === 0 ? "0" : "-1");
    }
    group.addEventListener("click", ({ target }) => {
      const index = indexOf(target);
      if (index !== undefined) choose(index === chosen ? undefined : index, index);
    });
    group.addEventListener("keydown", (event) => press(event as KeyboardEvent));

    function press(event: KeyboardEvent): void {
      const index = indexOf(event.target);
      if (index === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "Escape") choose(undefined, index);
      else if (event.key === "Enter" || event.key === " ")
        choose(index === chosen ? undefined : index, index);
      else {
        const next = neighbour(nodes, index, event.key);
        if (next === undefined) return;
        choose(next, next);
      }
      event.preventDefault();
    }

    function choose(index: number | undefined, focused: number): void {
      for (const { element } of nodes) {
        element.setAttribute("tabindex", "-1");
        element.setAttribute("aria-selected", "false");
        element.classList.remove("chosen");
      }
      nodes[focused]?.element.setAttribute("tabindex", "0");
      nodes[focused]?.element.focus();
      for (const line of drawing.querySelectorAll(".chosen-edge")) {
        if (line.hasAttribute("data-from")) line.classList.remove("chosen-edge");
        else line.remove();
      }
      chosen = index;
      drawing.classList.toggle("has-chosen", index !== undefined);
      const node = nodes[index ?? -1];
      if (index === undefined || node === undefined) {
        output?.replaceChildren();
        return;
      }
      node.element.setAttribute("aria-selected", "true");
      node.element.classList.add("chosen");
      for (const line of drawing.querySelectorAll(`[data-from="${index}"], [data-to="${index}"]`)) {
        line.classList.add("chosen-edge");
      }
      if (!drawsAll) drawLines(index);
      output?.replaceChildren(...said(index));
    }

    function drawLines(index: number): void {
      for (const [to, waiting] of nodes.entries()) {
        for (const from of waiting.awaited) {
          const first = nodes[from];
          if (first === undefined || (from !== index && to !== index)) continue;
          const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
          line.setAttribute("class", "edge awaited chosen-edge");
          line.setAttribute("d", curve(ends(first, waiting)));
          lines?.append(line);
        }
      }
    }

    /** What a line says, in words. */
    function said(index: number): readonly (string | HTMLElement)[] {
      const waiting = [...nodes.keys()].filter((other) => nodes[other]?.awaited.includes(index));
      const others = (kind: string, own: "from" | "to", other: "from" | "to") =>
        [...drawing.querySelectorAll<SVGElement>(`.${kind}[data-${own}="${index}"]`)].map((line) =>
          Number(line.dataset[other]),
        );
      const parts: readonly (readonly [string, readonly number[]])[] = [
        ["waits for", nodes[index]?.awaited ?? []],
        ["does not wait for", others("missing", "to", "from")],
        ["not seen whether it waits for", others("unseen", "to", "from")],
        ["awaited by", waiting],
        ["not awaited by", others("missing", "from", "to")],
        ["not seen whether it is awaited by", others("unseen", "from", "to")],
      ];
      const sentences = parts
        .filter(([, of]) => of.length > 0)
        .map(([words, of]) => [` ${words} `, ...named(of)]);
      return [
        ...named([index]),
        ` (${nodes[index]?.part}):`,
        ...(sentences.length === 0 ? [" waits for no service, and none waits for it"] : []),
        ...sentences.flatMap((sentence, place) => (place === 0 ? sentence : [";", ...sentence])),
        ".",
      ];
    }

    function named(indices: readonly number[]): readonly (string | HTMLElement)[] {
      return indices.flatMap((index, place) => {
        const code = document.createElement("code");
        code.textContent = nodes[index]?.name ?? "";
        return place === 0 ? [code] : [", ", code];
      });
    }
  }

  function read(element: SVGGElement): Service {
    const [, x, y] = /translate\(([\d.]+),([\d.]+)\)/.exec(element.getAttribute("transform") ?? "") ?? [];
    const box = element.querySelector("rect");
    const title = element.querySelector("title")?.textContent ?? "";
    const part = element.querySelector(".part")?.textContent ?? "";
    return {
      element,
      name: title.slice(0, -`, ${part}`.length),
      part,
      x: Number(x),
      y: Number(y),
      width: Number(box?.getAttribute("width")),
      height: Number(box?.getAttribute("height")),
      awaited: (element.dataset.awaited ?? "").split(" ").filter(Boolean).map(Number),
    };
  }

  function indexOf(target: EventTarget | null): number | undefined {
    const element = target instanceof Element ? target.closest<SVGGElement>(".service") : null;
    return element === null ? undefined : Number(element.dataset.service);
  }

  /** The nearest in the direction of an arrow key. */
  function neighbour(nodes: readonly Service[], index: number, key: string): number | undefined {
    const from = nodes[index];
    const directions: Record<string, readonly [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const [across, down] = directions[key] ?? [];
    if (from === undefined || across === undefined || down === undefined) return undefined;
    let best: number | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const [other, { x, y }] of nodes.entries()) {
      const ahead = (x - from.x) * across + (y - from.y) * down;
      const aside = Math.abs((x - from.x) * down) + Math.abs((y - from.y) * across);
      // Up and down stay in their column, and left and right take the nearest column.
      if (ahead <= 0 || (across === 0 && aside > 0)) continue;
      const far = across === 0 ? ahead : ahead * 1000 + aside;
      if (far < least) [best, least] = [other, far];
    }
    return best;
  }
}
