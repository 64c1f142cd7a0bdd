/** The build takes style sheets by side effect. */
declare module '*.css';
