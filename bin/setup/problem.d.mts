export declare class Problem extends Error {}
