import { appsConnectionsOpen } from './apps.ts';
import { authTest } from './auth.ts';
import { blocksValidate } from './blocks.ts';
import { chatDelete, chatPostEphemeral, chatPostMessage, chatUpdate } from './chat.ts';
import { conversationsHistory, conversationsInfo, conversationsOpen, conversationsReplies } from './conversations.ts';
import { filesCompleteUploadExternal, filesGetUploadUrlExternal, filesInfo } from './files.ts';
import type { ApiMethod } from './method.ts';
import { reactionsAdd, reactionsRemove } from './reactions.ts';
import { usersInfo, usersList, usersLookupByEmail } from './users.ts';
import { viewsOpen, viewsPublish, viewsPush, viewsUpdate } from './views.ts';

/** Every method of the local Web API by name; any other is answered with `unknown_method`. */
export const apiMethods: ReadonlyMap<string, ApiMethod> = new Map(
  [
    appsConnectionsOpen,
    authTest,
    blocksValidate,
    chatDelete,
    chatPostEphemeral,
    chatPostMessage,
    chatUpdate,
    conversationsHistory,
    conversationsInfo,
    conversationsOpen,
    conversationsReplies,
    filesCompleteUploadExternal,
    filesGetUploadUrlExternal,
    filesInfo,
    reactionsAdd,
    reactionsRemove,
    usersInfo,
    usersList,
    usersLookupByEmail,
    viewsOpen,
    viewsPublish,
    viewsPush,
    viewsUpdate,
  ].map((method) => [method.name, method]),
);
