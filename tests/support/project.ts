/** Projects for programs that documents show. */
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, type Workspace } from "../../offline/workspace";

/** A project outside the repository that finds the repository's packages; a step's `source` is its program. */
export function newProject({ folder }: Workspace, name: string): string {
  const project = join(folder, name);
  mkdirSync(project);
  symlinkSync(join(root, "node_modules"), join(project, "node_modules"));
  for (const file of ["tsconfig.json", "tsconfig.base.json"])
    copyFileSync(join(root, file), join(project, file));
  writeFileSync(join(project, "Pulumi.yaml"), "name: scenarios\nruntime: nodejs\n");
  writeFileSync(join(project, "package.json"), JSON.stringify({ name }));
  return project;
}
