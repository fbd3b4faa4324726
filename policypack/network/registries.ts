/**
 * Where the images of tasks are
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html).
 */
import { fieldOf } from "../ecs/containers";
import type { TaskDefinition } from "../ecs/task-definitions";

/** Docker Hub, which is where an image without a host is, and others that are on the internet. */
export const publicRegistries: readonly string[] = [
  "docker.io",
  "gcr.io",
  "ghcr.io",
  "mcr.microsoft.com",
  "public.ecr.aws",
  "quay.io",
];

/** The host, with its port if it has one, of each image; undefined where an image is not known. */
export function registriesOf({ containers }: TaskDefinition): readonly string[] | undefined {
  if (containers.kind !== "known") return undefined;
  const registries: string[] = [];
  for (const { properties } of containers.value) {
    const image = fieldOf(properties, "image");
    if (typeof image !== "string") return undefined;
    const [host = "", ...path] = image.split("/");
    const isHost = path.length > 0 && (/[.:]/.test(host) || host === "localhost");
    registries.push(isHost ? host : "docker.io");
  }
  return registries;
}
