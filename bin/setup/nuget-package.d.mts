export interface Pin {
  readonly id: string;
  readonly version: string;
  readonly sha512: string;
}
interface Where {
  readonly project: string;
  readonly env: NodeJS.ProcessEnv;
}
export function packageFolder(project: string, pin: Pin): string;
export function hasPackage(project: string, pin: Pin): boolean;
export function bringPackage(where: Where, pin: Pin): Promise<void>;
