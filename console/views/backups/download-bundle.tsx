import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useMay } from '../../data/contexts';
import { useAction } from '../../data/use-action';
import { useNow } from '../../data/use-page';
import { duration, fileSize } from '../../format/format';
import { CreateSupportBundleDocument, type CreateSupportBundleMutation } from '../../generated/graphql';
import { t } from '../../messages';
import { IconDownload } from '../../ui/icons';
import { Problem, ServerText } from '../../ui/problem';
import { StateShape } from '../../ui/state-mark';

type Bundle = NonNullable<CreateSupportBundleMutation['createSupportBundle']>;

interface DownloadBundleProps {
  /** Undefined: of none. */
  readonly operationId?: string;
}

/** Collects what support needs and hands it out; says what it lacks. Only for a clerk who may. */
export function DownloadBundle({ operationId }: DownloadBundleProps) {
  const may = useMay('SUPPORT_BUNDLE');
  const create = useAction(CreateSupportBundleDocument);
  const [made, setMade] = useState<Bundle>();
  if (!may) return null;
  const start = async () => {
    setMade(undefined);
    const answer = await create.run({ operationId: operationId ?? null });
    setMade(answer?.createSupportBundle ?? undefined);
  };
  return (
    <div className="stack download-bundle no-print">
      <div className="line-mark wrap">
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          loading={create.running}
          onClick={() => void start()}
        >
          {t.support.download}
        </Button>
        <span className="soft" role="status">
          {create.running && t.support.collecting}
        </span>
        {create.running && <Elapsed />}
      </div>
      {made && <Made bundle={made} />}
      {create.failure && <Problem failure={create.failure} onRetry={() => void start()} />}
    </div>
  );
}

function Elapsed() {
  const now = useNow();
  const [begun] = useState(Date.now);
  return <span className="soft">{t.operation.gone(duration(now - begun))}</span>;
}

function Made({ bundle: { name, size, content, file, missing } }: { readonly bundle: Bundle }) {
  const address = useAddress(content);
  const { support } = t;
  return (
    <div className="stack" role="status">
      {address ? (
        <p>
          <a href={address} download={name}>
            {support.save(name, fileSize(size))}
          </a>
        </p>
      ) : (
        content === null && <p>{support.tooLarge(fileSize(size))}</p>
      )}
      <p className="soft">
        {file ? (
          <>
            {content !== null && support.onServer} <code className="path">{file}</code>
          </>
        ) : (
          support.notStored
        )}
      </p>
      {missing.length === 0 ? (
        <p className="soft">{support.complete}</p>
      ) : (
        <div>
          <h3>{support.missing}</h3>
          <ul className="lines">
            {missing.map((part) => (
              <li key={`${part.file} ${part.reason}`} className="thing">
                <StateShape tone="warn" size={16} />
                <span>
                  <code>{part.file}</code> <ServerText>{part.reason}</ServerText>
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** Of the file in this page; none as long as there is no content. */
function useAddress(content: string | null): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (content === null) return;
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    const made = URL.createObjectURL(new Blob([bytes], { type: 'application/zip' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [content]);
  return content === null ? undefined : address;
}
