import { NativeSelect } from '@mantine/core';
import { choose, LANGUAGES, t } from '../messages/current';
import type { Language } from '../messages/en';
import { Chevron } from './chevron';

/** In which language the page speaks, each by its own name. */
export function LanguageChoice() {
  return (
    <NativeSelect
      size="xs"
      className="language"
      rightSection={<Chevron />}
      aria-label={t.strip.language}
      value={t.language}
      onChange={(event) => void choose(event.currentTarget.value as Language)}
    >
      {Object.entries(LANGUAGES).map(([language, name]) => (
        <option key={language} value={language} lang={language}>
          {name}
        </option>
      ))}
    </NativeSelect>
  );
}
