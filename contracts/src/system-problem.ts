/** Words for the place in a sentence that a failure's parameters fill, in both languages. */
export interface ProblemWords {
  readonly problem: string;
  readonly problemZh: string;
}

export const words = (problem: string, problemZh: string): ProblemWords => ({ problem, problemZh });

/** What an operating system's error means to whoever installs (codes: errno(3), and getaddrinfo(3)). */
const MEANINGS: Readonly<Record<string, ProblemWords>> = {
  EACCES: words('this user is not allowed to (EACCES)', '当前用户没有权限（EACCES）'),
  EPERM: words('this user is not allowed to (EPERM)', '当前用户没有权限（EPERM）'),
  ENOENT: words('there is no such file or folder (ENOENT)', '没有这个文件或文件夹（ENOENT）'),
  ENOTDIR: words(
    'a part of the path is a file, not a folder (ENOTDIR)',
    '路径中有一段是文件，不是文件夹（ENOTDIR）',
  ),
  EEXIST: words('there is a file of that name, not a folder (EEXIST)', '已有同名文件，不是文件夹（EEXIST）'),
  EISDIR: words('it is a folder, not a file (EISDIR)', '它是文件夹，不是文件（EISDIR）'),
  EROFS: words('this disk is read-only (EROFS)', '磁盘为只读（EROFS）'),
  ENOSPC: words('the disk is full (ENOSPC)', '磁盘已满（ENOSPC）'),
  EMFILE: words('too many files are open (EMFILE)', '打开的文件过多（EMFILE）'),
  ENAMETOOLONG: words('the path is too long (ENAMETOOLONG)', '路径过长（ENAMETOOLONG）'),
  ELOOP: words('its links lead round in a circle (ELOOP)', '符号链接循环（ELOOP）'),
  EADDRNOTAVAIL: words(
    'this machine has no such address (EADDRNOTAVAIL)',
    '本机没有这个地址（EADDRNOTAVAIL）',
  ),
  EAFNOSUPPORT: words(
    'this machine has no such kind of address (EAFNOSUPPORT)',
    '本机不支持此类地址（EAFNOSUPPORT）',
  ),
  ENOTFOUND: words('no machine of this name is known (ENOTFOUND)', '找不到这个主机名（ENOTFOUND）'),
  EAI_AGAIN: words('the name server does not answer (EAI_AGAIN)', '域名服务器没有响应（EAI_AGAIN）'),
  ECONNREFUSED: words('nobody listens there (ECONNREFUSED)', '那里没有程序在监听（ECONNREFUSED）'),
};

/** The code of a system error, where it is one. */
export const systemCodeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** A system error in words; another error's own message, which is English, in both. */
export function systemProblem(error: unknown): ProblemWords {
  const known = MEANINGS[systemCodeOf(error) ?? ''];
  if (known !== undefined) return known;
  const message = error instanceof Error ? error.message : String(error);
  return words(message, message);
}
