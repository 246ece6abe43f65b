import type { JsonObject } from '../blocks/rules.ts';
import { filetypeOf, type StoredFile } from '../state/files.ts';
import { identity, type Workspace } from '../workspace.ts';

/** A file object; its type is empty until Slack has processed it. */
export function fileJson(workspace: Workspace, file: StoredFile): JsonObject {
  const ready = workspace.files.isReady(file);
  const url = `${workspace.origin}/files/${file.id}/${encodeURIComponent(file.name)}`;
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    ...(file.altText ? { alt_txt: file.altText } : {}),
    mimetype: ready ? file.mimetype : '',
    filetype: ready ? filetypeOf(file.mimetype) : '',
    user: identity.botUserId,
    user_team: workspace.team.id,
    size: file.length,
    mode: 'hosted',
    is_external: false,
    is_public: false,
    url_private: url,
    url_private_download: url,
    permalink: url,
  };
}
