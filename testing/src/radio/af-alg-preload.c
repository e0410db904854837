/*
 * btvirt wants the kernel's AES (socket family AF_ALG) at start and hangs up on every client without it. Kernels of
 * containers often have none. With this library before it, such a socket is any socket: pairing would not work,
 * nothing else needs it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef AF_ALG
#define AF_ALG 38
#endif

int socket(int domain, int type, int protocol) {
  static int (*real)(int, int, int);
  if (!real) real = dlsym(RTLD_NEXT, "socket");
  if (domain != AF_ALG) return real(domain, type, protocol);
  return real(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
}

int bind(int fd, const struct sockaddr *address, socklen_t length) {
  static int (*real)(int, const struct sockaddr *, socklen_t);
  if (!real) real = dlsym(RTLD_NEXT, "bind");
  if (address && address->sa_family == AF_ALG) return 0;
  return real(fd, address, length);
}
