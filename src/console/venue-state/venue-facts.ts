import type {
  DiagnosisPanelFragment,
  MaintenanceStateFragment,
  OperationLineFragment,
  ServiceRowFragment,
  VenueLinkFragment,
} from '../generated/graphql';

/** `undefined`: not known; `'hidden'`: this clerk may not see it. */
export interface VenueFacts {
  /** Whether the control plane answers. */
  readonly isConnected: boolean;
  readonly venue: VenueLinkFragment | undefined;
  readonly services: readonly ServiceRowFragment[] | 'hidden' | undefined;
  readonly diagnosis: DiagnosisPanelFragment | 'hidden' | undefined;
  /** Whether anything new may begin. */
  readonly maintenance: MaintenanceStateFragment | undefined;
  readonly running: readonly OperationLineFragment[];
}
