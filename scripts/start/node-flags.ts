/**
 * How Node is started for every process of the product. With room for more young objects, most of what a
 * request or a hop makes is dead before it would be copied: a tenth of the processor time under load.
 */
export const NODE_FLAGS = ['--max-semi-space-size=32'] as const;
