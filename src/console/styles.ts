/** Every style sheet but the editor's, in the order in which they win: Mantine's, then ours. */
import 'virtual:mantine-variables.css';
import './styles/mantine.css';
import './styles/tokens.css';
import './styles/frame.css';
import './styles/toasts.css';
import './styles/page.css';
import './styles/marks.css';
import './styles/lists.css';
import './styles/tables.css';
import './styles/controls.css';
import './styles/sign-in.css';
import './styles/services.css';
import './styles/jobs.css';
import './styles/plans.css';
import './styles/time-window.css';
import './styles/security.css';
import './styles/small-screens.css';
