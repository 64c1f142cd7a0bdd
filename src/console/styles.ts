/** Every style sheet but the editor's, in the order in which they win: Mantine's, then ours. */
import 'virtual:mantine-variables.css';
import './styles/mantine.css';
import './styles/tokens.css';
import './styles/frame.css';
import './styles/parts.css';
import './styles/views.css';
