import { TizhiError } from '@tizhi/contracts';
import { type CameraInput, nameOf, withoutSecrets } from './camera-input.ts';

/** What goes wrong outside of this program, in Chinese; other words of ffmpeg stay as they are. */
const IN_CHINESE: Readonly<Record<string, string>> = {
  'ffmpeg is not installed': '未安装 ffmpeg',
  'no answer': '没有应答',
  'it has no moving picture': '没有视频画面',
};
/** No problem needs more words. */
const MOST_WORDS = 300;

/** Why there is no picture, as an error that says what to do and holds nothing secret. */
export function unreachable(input: CameraInput, problem: string): TizhiError {
  const told = withoutSecrets(input, problem).slice(0, MOST_WORDS);
  const problems = {
    problem: told,
    ...(problem in IN_CHINESE ? { problemZh: IN_CHINESE[problem] ?? '' } : {}),
  };
  switch (input.kind) {
    case 'file':
      return new TizhiError('TIZHI_FILE_UNREADABLE', { file: input.path, ...problems });
    case 'usb':
      return new TizhiError('TIZHI_CAMERA_UNREACHABLE', {
        camera: nameOf(input),
        ...problems,
        fix: 'Plug it in, see that no other program uses it, and that you may read the device',
        fixZh: '请插好摄像机，确认没有被其他程序占用，并且有读取权限',
      });
    case 'rtsp':
      return new TizhiError('TIZHI_CAMERA_UNREACHABLE', {
        camera: nameOf(input),
        ...problems,
        fix: 'Check its power, the network, the address, and the user and password in it',
        fixZh: '请检查摄像机电源、网络、地址以及其中的用户名和密码',
      });
    default:
      return input satisfies never;
  }
}
