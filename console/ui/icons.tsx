/** Which of Tabler's icons represents what; imported one by one, so that only these are bundled. */
import type { Icon } from '@tabler/icons-react';
import TriangleFilled from '@tabler/icons-react/icons/IconAlertTriangleFilled';
import Archive from '@tabler/icons-react/icons/IconArchive';
import Backspace from '@tabler/icons-react/icons/IconBackspace';
import BarrierBlock from '@tabler/icons-react/icons/IconBarrierBlock';
import Bell from '@tabler/icons-react/icons/IconBell';
import BuildingStore from '@tabler/icons-react/icons/IconBuildingStore';
import Check from '@tabler/icons-react/icons/IconCheck';
import CircleCheckFilled from '@tabler/icons-react/icons/IconCircleCheckFilled';
import CircleDashed from '@tabler/icons-react/icons/IconCircleDashed';
import CircleXFilled from '@tabler/icons-react/icons/IconCircleXFilled';
import ClipboardList from '@tabler/icons-react/icons/IconClipboardList';
import CloudUpload from '@tabler/icons-react/icons/IconCloudUpload';
import Code from '@tabler/icons-react/icons/IconCode';
import Copy from '@tabler/icons-react/icons/IconCopy';
import Dots from '@tabler/icons-react/icons/IconDots';
import Download from '@tabler/icons-react/icons/IconDownload';
import Help from '@tabler/icons-react/icons/IconHelp';
import History from '@tabler/icons-react/icons/IconHistory';
import Key from '@tabler/icons-react/icons/IconKey';
import Loader from '@tabler/icons-react/icons/IconLoader2';
import Lock from '@tabler/icons-react/icons/IconLock';
import Logout from '@tabler/icons-react/icons/IconLogout';
import Moon from '@tabler/icons-react/icons/IconMoon';
import Notes from '@tabler/icons-react/icons/IconNotes';
import PlayerPlay from '@tabler/icons-react/icons/IconPlayerPlay';
import PlayerStop from '@tabler/icons-react/icons/IconPlayerStop';
import PlugConnected from '@tabler/icons-react/icons/IconPlugConnected';
import Refresh from '@tabler/icons-react/icons/IconRefresh';
import SearchShape from '@tabler/icons-react/icons/IconSearch';
import Selector from '@tabler/icons-react/icons/IconSelector';
import Server from '@tabler/icons-react/icons/IconServer2';
import ShieldLock from '@tabler/icons-react/icons/IconShieldLock';
import Square from '@tabler/icons-react/icons/IconSquare';
import SquareCheckFilled from '@tabler/icons-react/icons/IconSquareCheckFilled';
import Stethoscope from '@tabler/icons-react/icons/IconStethoscope';
import Sun from '@tabler/icons-react/icons/IconSun';
import TimelineEvent from '@tabler/icons-react/icons/IconTimelineEvent';

interface IconProps {
  /** In pixels. Default 18. */
  readonly size?: number;
}

/** All are decoration: words beside them, or the control's label, say the same. */
function decoration(Shape: Icon) {
  return ({ size = 18 }: IconProps) => (
    <Shape size={size} stroke={1.75} aria-hidden="true" focusable="false" />
  );
}

export const IconVenue = decoration(BuildingStore);
export const IconAlerts = decoration(Bell);
export const IconTimeline = decoration(TimelineEvent);
export const IconServices = decoration(Server);
export const IconOnboarding = decoration(PlugConnected);
export const IconDiagnosis = decoration(Stethoscope);
export const IconResync = decoration(CloudUpload);
export const IconOperations = decoration(History);
export const IconSecurity = decoration(ShieldLock);
export const IconAudit = decoration(ClipboardList);
export const IconEventLog = decoration(Notes);
export const IconMaintenance = decoration(BarrierBlock);
export const IconTokens = decoration(Key);
export const IconBackups = decoration(Archive);
export const IconDownload = decoration(Download);
export const IconLock = decoration(Lock);
export const IconTicked = decoration(SquareCheckFilled);
export const IconUnticked = decoration(Square);
export const IconHelp = decoration(Help);
export const IconIde = decoration(Code);
export const IconMoon = decoration(Moon);
export const IconSun = decoration(Sun);
export const IconSignOut = decoration(Logout);
export const IconRestart = decoration(Refresh);
export const IconStart = decoration(PlayerPlay);
export const IconStop = decoration(PlayerStop);
export const IconSearch = decoration(SearchShape);
export const IconMore = decoration(Dots);
export const IconCopy = decoration(Copy);
export const IconSelector = decoration(Selector);
export const IconCheck = decoration(Check);
export const IconBackspace = decoration(Backspace);
export const IconRing = decoration(CircleDashed);
export const IconArc = decoration(Loader);
export const IconTick = decoration(CircleCheckFilled);
export const IconTriangle = decoration(TriangleFilled);
export const IconCross = decoration(CircleXFilled);

/** At the right of a field that opens a list. */
export function Chevron() {
  return (
    <span className="select-chevron">
      <IconSelector size={14} />
    </span>
  );
}
