/** The planner: what it has done and will do, and running a task by hand. */
export const plannerpaden = {
  planner: '/beheer/planner',
  runs: '/beheer/planner#runs',
  runsVan: (taak: string) => `/beheer/planner?taak=${taak}#runs`,
  run: (taak: string) => `/beheer/planner/${taak}/run`,
  proef: (taak: string) => `/beheer/planner/${taak}/proef`,
} as const;
