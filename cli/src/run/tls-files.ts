import { createPrivateKey, X509Certificate } from 'node:crypto';
import { TizhiError } from '@tizhi/contracts';
import { readText } from './read-text.ts';

/**
 * The broker's key and certificate, once they are known to be what they should and to belong together: a
 * mistake is told by its file, at the start. Throws `TIZHI_FILE_UNREADABLE` or `TIZHI_FILE_FORMAT`.
 */
export function readTlsFiles(files: { readonly keyFile: string; readonly certFile: string }): {
  key: string;
  cert: string;
} {
  const { keyFile, certFile } = files;
  const [key, cert] = [readText(keyFile), readText(certFile)];
  const privateKey = parsed(() => createPrivateKey(key), {
    file: keyFile,
    expected: 'private key (PEM, without a passphrase)',
    expectedZh: '私钥（PEM，无口令）',
  });
  const certificate = parsed(() => new X509Certificate(cert), {
    file: certFile,
    expected: 'certificate (PEM)',
    expectedZh: '证书（PEM）',
  });
  if (!certificate.checkPrivateKey(privateKey))
    throw new TizhiError('TIZHI_FILE_FORMAT', {
      file: certFile,
      expected: 'certificate for this key',
      expectedZh: '与私钥对应的证书',
      problem: `it was made for another key than ${keyFile}`,
      problemZh: `它不是为 ${keyFile} 签发的`,
    });
  return { key, cert };
}

function parsed<T>(
  parse: () => T,
  about: { readonly file: string; readonly expected: string; readonly expectedZh: string },
): T {
  try {
    return parse();
  } catch (error) {
    throw new TizhiError(
      'TIZHI_FILE_FORMAT',
      { ...about, problem: 'its content is something else', problemZh: '内容不符' },
      { cause: error },
    );
  }
}
