/*
 * The relay that ours is held against: recvfrom, look the SSRC up, sendto to everybody else in the
 * channel. Nothing clever in it, and nothing left out that a relay needs.
 *
 *   relay MEMBERS SIZE
 *
 * Member i has the SSRC ssrc_of(i) and is in channel i / SIZE. Prints the port that it bound.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>

struct peer {
  uint32_t ssrc;
  int known;
  struct sockaddr_in address;
};

static struct peer *peers;
static uint32_t *table; /* 1 + index of a peer, 0 for a free place */
static uint32_t mask;

/* The same SSRCs as programs/members.ts has: a bijection on 32 bits, never 0. */
static uint32_t ssrc_of(uint32_t index) { return (index + 1) * 2246822507u; }

static uint32_t home(uint32_t ssrc) { return (ssrc * 2654435761u) >> 7; }

static struct peer *find(uint32_t ssrc) {
  for (uint32_t at = home(ssrc) & mask; table[at] != 0; at = (at + 1) & mask)
    if (peers[table[at] - 1].ssrc == ssrc) return &peers[table[at] - 1];
  return NULL;
}

static void add(uint32_t index) {
  uint32_t at = home(peers[index].ssrc = ssrc_of(index)) & mask;
  while (table[at] != 0) at = (at + 1) & mask;
  table[at] = index + 1;
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  prctl(PR_SET_PDEATHSIG, SIGKILL); /* it goes with the bench, however that ends */
  uint32_t members = (uint32_t)atoi(argv[1]), size = (uint32_t)atoi(argv[2]);
  for (mask = 1; mask < 2 * members; mask *= 2) continue;
  peers = calloc(members, sizeof *peers);
  table = calloc(mask, sizeof *table);
  mask -= 1;
  for (uint32_t i = 0; i < members; i++) add(i);

  int fd = socket(AF_INET, SOCK_DGRAM, 0), room = 4 << 20;
  setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
  setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
  struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t length = sizeof from;
  if (bind(fd, (struct sockaddr *)&from, length) != 0) return 1;
  getsockname(fd, (struct sockaddr *)&from, &length);
  printf("%d\n", ntohs(from.sin_port));
  fflush(stdout);

  uint8_t packet[1501];
  for (;;) {
    length = sizeof from;
    ssize_t bytes = recvfrom(fd, packet, sizeof packet, 0, (struct sockaddr *)&from, &length);
    if (bytes < 12 || bytes > 1500 || packet[0] >> 6 != 2) continue;
    uint32_t ssrc;
    memcpy(&ssrc, packet + 8, 4);
    struct peer *talker = find(ntohl(ssrc));
    if (talker == NULL) continue;
    if (!talker->known || talker->address.sin_port != from.sin_port ||
        talker->address.sin_addr.s_addr != from.sin_addr.s_addr) {
      talker->address = from;
      talker->known = 1;
    }
    uint32_t first = (uint32_t)(talker - peers) / size * size;
    uint32_t end = first + size < members ? first + size : members;
    for (struct peer *p = peers + first; p < peers + end; p++)
      if (p != talker && p->known)
        sendto(fd, packet, (size_t)bytes, 0, (struct sockaddr *)&p->address, sizeof p->address);
  }
}
