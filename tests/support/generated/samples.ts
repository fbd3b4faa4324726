/**
 * Services and applications at random, the same ones for the same seed: a run of the CLI is too long to shrink them,
 * so they are judged all at once and told apart by their names.
 */
import * as fc from "fast-check";
import { type ApplicationDraft, applicationDrafts } from "./applications";
import { type JobDraft, jobDrafts } from "./jobs";
import { type ServiceDraft, serviceDrafts } from "./services";
import type { Surroundings } from "./surroundings";

/** What is made in one Region, by the names of the components. */
export interface Samples {
  readonly services: Readonly<Record<string, ServiceDraft>>;
  readonly applications: Readonly<Record<string, ApplicationDraft>>;
  readonly jobs: Readonly<Record<string, JobDraft>>;
}

/** How many there are in each Region; the second one has a provider of its own. */
export const regions = {
  "eu-central-1": { services: 8, applications: 3, jobs: 4 },
  "us-east-1": { services: 3, applications: 1, jobs: 2 },
} as const;
export type Region = keyof typeof regions;

/** What the tests draw unless they are told another one. */
export const usualSeed = 20260726;

export function samplesOf(surroundings: Surroundings, region: Region, seed: number): Samples {
  const { services, applications, jobs } = regions[region];
  return {
    services: named(`service-${region}`, fc.sample(serviceDrafts(surroundings), { seed, numRuns: services })),
    applications: named(
      `shop-${region}`,
      fc.sample(applicationDrafts(surroundings), { seed, numRuns: applications }),
    ),
    jobs: named(`job-${region}`, fc.sample(jobDrafts(surroundings), { seed, numRuns: jobs })),
  };
}

function named<T>(stem: string, drafts: readonly T[]): Record<string, T> {
  return Object.fromEntries(drafts.map((draft, index) => [`${stem}-${index}`, draft]));
}
