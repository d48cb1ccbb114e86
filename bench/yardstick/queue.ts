/** The task queue of the yardstick: its workflows and its one activity share it. */
export const bareQueue = 'bare-approval';
