/*
 * The load generator: many radios in one thread. It never sleeps while it works, sends a burst with
 * one system call (UDP_SEGMENT, or sendmmsg where the kernel has no such thing) and takes in with
 * recvmmsg, so that a packet costs it a fraction of what it costs any relay.
 *
 *   load PORT MEMBERS SIZE SOCKETS [PACKETS BYTES]
 *
 * Member i is in channel i / SIZE. The first of each channel talks, all from one socket; the others
 * listen on SOCKETS sockets. PACKETS is a file of packets, BYTES each, to send instead of plain RTP:
 * first one of each member in order, then those of the talkers.
 *
 * Takes commands, a line each, and answers each with a line of JSON:
 *   latch           every member sends one packet
 *   flood MS        as fast as the relay takes them: at most WINDOW packets are under way
 *   pace MS RATE    so many packets a second, however the relay does
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif

enum { BURST = 32, WINDOW = 96, HEAD = 32, RTP_BYTES = 132, LATENCIES = 1 << 20 };

/* Silence after which what is under way counts as lost; a busy machine may pause a relay for long. */
#define PATIENCE_NS 1000000000u

/* A pass of the loop that takes longer did not have its processor. */
#define STALL_NS 1000000u

static uint32_t members, size, channels;
static int talker, *listeners, listener_count;
static size_t bytes = RTP_BYTES;
static const uint8_t *recorded; /* packets of a file, NULL for plain RTP */
static size_t recorded_count, recorded_next;
static uint32_t next_channel;
static uint32_t *sequences; /* of each channel's talker */
static uint64_t sent, delivered, lost, heard_at, stalled;
static uint32_t *latencies, latency_count; /* in ns, from when a packet was due */
static uint32_t *relayed;                  /* the same from its sending to the relay's */
static int64_t wall_offset;                /* of the wall clock, which the kernel stamps with */
static int measuring, can_segment;

static uint32_t ssrc_of(uint32_t index) { return (index + 1) * 2246822507u; }

static uint64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static int open_socket(uint16_t port) {
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0), room = 4 << 20;
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  struct sockaddr_in relay = {.sin_family = AF_INET, .sin_port = htons(port),
                              .sin_addr = {htonl(INADDR_LOOPBACK)}};
  setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
  if (fd < 0 || bind(fd, (struct sockaddr *)&here, sizeof here) != 0 ||
      connect(fd, (struct sockaddr *)&relay, sizeof relay) != 0) {
    perror("load: socket");
    exit(1);
  }
  return fd;
}

/* An RTP packet (RFC 3550, 5.1) that carries the time when it was due, and when it goes out. */
static void write_rtp(uint8_t *packet, uint32_t index, uint32_t sequence, uint64_t due) {
  uint32_t ssrc = htonl(ssrc_of(index)), timestamp = htonl(960 * sequence);
  uint16_t number = htons((uint16_t)sequence);
  memset(packet, 0, HEAD);
  packet[0] = 0x80;
  packet[1] = 111;
  memcpy(packet + 2, &number, 2);
  memcpy(packet + 4, &timestamp, 4);
  memcpy(packet + 8, &ssrc, 4);
  memcpy(packet + 12, &due, 8);
  uint64_t now = measuring ? now_ns() : 0;
  memcpy(packet + 20, &now, 8);
}

/* The next packet that a talker says, each channel in its turn; 0 if the file has no more. */
static int next_packet(uint8_t *packet, uint64_t due) {
  if (recorded != NULL) {
    if (recorded_next == recorded_count) return 0;
    memcpy(packet, recorded + bytes * recorded_next++, bytes);
    return 1;
  }
  write_rtp(packet, next_channel * size, ++sequences[next_channel], due);
  next_channel = next_channel + 1 == channels ? 0 : next_channel + 1;
  return 1;
}

static void send_burst(uint8_t *packets, int count) {
  if (can_segment || count == 1) {
    while (send(talker, packets, bytes * (size_t)count, 0) < 0) continue;
    return;
  }
  struct mmsghdr messages[BURST];
  struct iovec parts[BURST];
  memset(messages, 0, sizeof messages);
  for (int i = 0; i < count; i++) {
    parts[i] = (struct iovec){packets + bytes * (size_t)i, bytes};
    messages[i].msg_hdr.msg_iov = &parts[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }
  for (int done = 0; done < count;) {
    int more = sendmmsg(talker, messages + done, (unsigned)(count - done), 0);
    if (more > 0) done += more;
  }
}

/* When the kernel queued a packet for us, which is when the relay sent it; monotonic, in ns. */
static uint64_t stamp_of(struct msghdr *message) {
  struct cmsghdr *control = CMSG_FIRSTHDR(message);
  if (control == NULL || control->cmsg_type != SCM_TIMESTAMPNS) return now_ns();
  struct timespec t;
  memcpy(&t, CMSG_DATA(control), sizeof t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec - (uint64_t)wall_offset;
}

static uint32_t between(uint64_t from, uint64_t to) {
  return to < from ? 0 : to - from > UINT32_MAX ? UINT32_MAX : (uint32_t)(to - from);
}

static int drain_one(int fd) {
  static uint8_t controls[BURST][CMSG_SPACE(sizeof(struct timespec))];
  static uint8_t heads[BURST][HEAD];
  static struct iovec parts[BURST];
  static struct mmsghdr messages[BURST];
  for (int i = 0; i < BURST && messages[i].msg_hdr.msg_iovlen == 0; i++) {
    parts[i] = (struct iovec){heads[i], HEAD};
    messages[i].msg_hdr.msg_iov = &parts[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }
  int all = 0, count;
  do {
    for (int i = 0; measuring && i < BURST; i++) {
      messages[i].msg_hdr.msg_control = controls[i];
      messages[i].msg_hdr.msg_controllen = sizeof controls[i];
    }
    count = recvmmsg(fd, messages, BURST, MSG_DONTWAIT, NULL);
    if (count <= 0) break;
    all += count;
    uint64_t now = measuring ? now_ns() : 0, due, out;
    for (int i = 0; measuring && i < count && latency_count < LATENCIES; i++) {
      memcpy(&due, heads[i] + 12, 8);
      memcpy(&out, heads[i] + 20, 8);
      relayed[latency_count] = between(out, stamp_of(&messages[i].msg_hdr));
      latencies[latency_count++] = between(due, now);
    }
  } while (count == BURST);
  return all;
}

static int drain(void) {
  int count = drain_one(talker);
  for (int i = 0; i < listener_count; i++) count += drain_one(listeners[i]);
  delivered += (uint64_t)count;
  return count;
}

/* Takes in what is there, and gives up on what was expected when nothing comes for long. */
static void take_in(uint64_t expected) {
  uint64_t now = now_ns();
  if (drain() > 0 || delivered + lost >= expected) heard_at = now;
  else if (now - heard_at > PATIENCE_NS) lost = expected - delivered;
}

static void take_in_all(uint64_t expected) {
  while (delivered + lost < expected) take_in(expected);
}

static void latch(void) {
  uint8_t packet[1500] = {0};
  uint64_t expected = 0;
  for (uint32_t i = 0; i < members; i++) {
    uint32_t place = i % size;
    int fd = place == 0 ? talker : listeners[(i - i / size - 1) % (uint32_t)listener_count];
    if (recorded != NULL) memcpy(packet, recorded + bytes * i, bytes);
    else write_rtp(packet, i, 0, 0);
    while (send(fd, packet, bytes, 0) < 0) continue;
    expected += place; /* those before it in its channel hear it */
    if (i % BURST == BURST - 1 || i == members - 1) take_in_all(expected);
  }
}

static void flood(uint64_t until) {
  static uint8_t packets[BURST * 1500];
  while (now_ns() < until) {
    uint64_t under_way = sent - (delivered + lost) / (size - 1);
    if (under_way <= WINDOW - BURST) {
      int count = 0;
      while (count < BURST && next_packet(packets + bytes * (size_t)count, 0)) count++;
      if (count == 0) break;
      send_burst(packets, count);
      sent += (uint64_t)count;
    }
    take_in(sent * (size - 1));
  }
  take_in_all(sent * (size - 1));
}

static void stamp_all(int on) {
  struct timespec wall;
  clock_gettime(CLOCK_REALTIME, &wall);
  wall_offset = (int64_t)wall.tv_sec * 1000000000 + wall.tv_nsec - (int64_t)now_ns();
  for (int i = 0; i < listener_count; i++)
    setsockopt(listeners[i], SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
  setsockopt(talker, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
}

static void pace(uint64_t until, double rate) {
  uint8_t packet[1500] = {0};
  double due = (double)now_ns(), gap = 1e9 / rate;
  stamp_all(measuring = 1);
  uint64_t last = now_ns();
  for (uint64_t now = last; now < until; now = now_ns()) {
    if (now - last > STALL_NS) stalled += now - last;
    last = now;
    /* What is late goes out at once, and its lateness counts. */
    for (int i = 0; i < 4 && (double)now >= due; i++, due += gap) {
      next_packet(packet, (uint64_t)due);
      send_burst(packet, 1);
      sent += 1;
    }
    drain();
  }
  take_in_all(sent * (size - 1));
  stamp_all(measuring = 0);
}

static int by_size(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

/* How many of the delays, in order, are over so many ns. */
static uint32_t slower_than(const uint32_t *delays, uint32_t ns) {
  uint32_t count = 0;
  while (count < latency_count && delays[latency_count - 1 - count] > ns) count++;
  return count;
}

static double percentile_us(const uint32_t *delays, double part) {
  if (latency_count == 0) return 0;
  return delays[(uint32_t)(part * (latency_count - 1))] / 1e3;
}

static void open_sockets(uint16_t port, int count) {
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  talker = open_socket(port);
  listener_count = count;
  listeners = calloc((size_t)count, sizeof *listeners);
  for (int i = 0; i < count; i++) listeners[i] = open_socket(port);
  /* Only the talker's bursts are cut: BURST packets of one length in one call. */
  int segment = (int)bytes;
  can_segment = setsockopt(talker, SOL_UDP, UDP_SEGMENT, &segment, sizeof segment) == 0;
}

static void open_recorded(const char *path) {
  int fd = open(path, O_RDONLY);
  off_t length = lseek(fd, 0, SEEK_END);
  recorded = mmap(NULL, (size_t)length, PROT_READ, MAP_PRIVATE, fd, 0);
  if (fd < 0 || recorded == MAP_FAILED) exit(1);
  recorded_count = (size_t)length / bytes;
  recorded_next = members;
}

int main(int argc, char **argv) {
  if (argc != 5 && argc != 7) return 2;
  members = (uint32_t)atoi(argv[2]);
  size = (uint32_t)atoi(argv[3]);
  channels = members / size;
  if (argc == 7) {
    bytes = (size_t)atoi(argv[6]);
    open_recorded(argv[5]);
  }
  sequences = calloc(channels, sizeof *sequences);
  latencies = malloc(LATENCIES * sizeof *latencies);
  relayed = malloc(LATENCIES * sizeof *relayed);
  open_sockets((uint16_t)atoi(argv[1]), atoi(argv[4]));

  char line[80];
  while (fgets(line, sizeof line, stdin) != NULL) {
    double ms = 0, rate = 0;
    drain(); /* what came too late to count */
    uint64_t began = heard_at = now_ns();
    sent = delivered = lost = stalled = latency_count = 0;
    if (strncmp(line, "latch", 5) == 0) latch();
    else if (sscanf(line, "flood %lf", &ms) == 1) flood(began + (uint64_t)(ms * 1e6));
    else if (sscanf(line, "pace %lf %lf", &ms, &rate) == 2) pace(began + (uint64_t)(ms * 1e6), rate);
    double seconds = (double)(now_ns() - began) / 1e9;
    qsort(latencies, latency_count, sizeof *latencies, by_size);
    qsort(relayed, latency_count, sizeof *relayed, by_size);
    printf("{\"sent\":%llu,\"delivered\":%llu,\"lost\":%llu,\"seconds\":%.6f,"
           "\"p50_us\":%.1f,\"p99_us\":%.1f,\"over_5_ms\":%u,\"stalled_ms\":%.1f,"
           "\"relay_p99_us\":%.1f,\"relay_over_5_ms\":%u}\n",
           (unsigned long long)sent, (unsigned long long)delivered, (unsigned long long)lost,
           seconds, percentile_us(latencies, 0.5), percentile_us(latencies, 0.99),
           slower_than(latencies, 5000000), (double)stalled / 1e6, percentile_us(relayed, 0.99),
           slower_than(relayed, 5000000));
    fflush(stdout);
  }
  return 0;
}
