export const QUEUE = 'model.sim-echo';
/** Must never be seen anywhere in the dashboard. */
export const SECRET = 'Jane Doe, jane.doe@example.com';
