/* SPDX-License-Identifier: Apache-2.0 */
/* fake-iis: does to a FastCGI process what IIS's FastCgiModule does, for tests under wine
 * or on Windows without IIS.
 *   fake-iis.exe [-proto pipe|tcp] [-n maxInstances] [-r instanceMaxRequests] [-port httpPort] [-signal secs]
 *                [-var NAME=VALUE]... [-v] -- C:\path\child.exe args...
 * -port: tiny HTTP/1.1 server (one request per connection), each request goes to an idle instance, else spawns one
 * up to maxInstances, else waits.  Build: x86_64-w64-mingw32-gcc -Os -s -o fake-iis.exe fake-iis.c -lws2_32 -lrpcrt4 */
#define _WIN32_WINNT 0x0A00
#define WIN32_LEAN_AND_MEAN
#include <winsock2.h>
#include <ws2tcpip.h>
#include <windows.h>
#include <rpc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int tcp, maxInst = 4, maxReq = 200, httpPort = 8088, sig = 0, verbose; static wchar_t cmd[4096]; static HANDLE job;
static char *vars[16][2]; static int varCount;                                       /* in place of the values below */
typedef struct inst { int used, busy, reqs; HANDLE proc, client, server, stopEv; SOCKET lsock, csock; } inst;
static inst pool[512]; static CRITICAL_SECTION cs; static CONDITION_VARIABLE cv;

static int xio(inst *p, int write, void *b, int n) {
    if (tcp) return write ? send(p->csock, b, n, 0) : recv(p->csock, b, n, 0);
    OVERLAPPED o = {0}; o.hEvent = CreateEventW(0, 1, 0, 0); DWORD k = 0;
    BOOL ok = write ? WriteFile(p->client, b, n, &k, &o) : ReadFile(p->client, b, n, &k, &o);
    if (!ok && GetLastError() == ERROR_IO_PENDING) {                                   /* a process that has exited says no more */
        HANDLE either[2] = {o.hEvent, p->proc};
        if (WaitForMultipleObjects(2, either, FALSE, INFINITE) == WAIT_OBJECT_0 + 1 && WaitForSingleObject(o.hEvent, 0)) CancelIoEx(p->client, &o);
        ok = GetOverlappedResult(p->client, &o, &k, TRUE);
    }
    CloseHandle(o.hEvent); return ok ? (int)k : -1;
}
static int wr(inst *p, void *b, int n) { int o = 0; while (o < n) { int k = xio(p, 1, (char *)b + o, n - o); if (k <= 0) return -1; o += k; } return 0; }
static int rdFull(inst *p, void *b, int n) { int o = 0; while (o < n) { int k = xio(p, 0, (char *)b + o, n - o); if (k <= 0) return -1; o += k; } return 0; }

static int spawn(inst *p) {
    SECURITY_ATTRIBUTES sa = {sizeof sa, 0, TRUE}; wchar_t env[32768]; wchar_t *e = env; HANDLE in;
    memset(p, 0, sizeof *p); p->used = 1;
    if (!tcp) {
        UUID u; RPC_WSTR s; UuidCreate(&u); UuidToStringW(&u, &s); wchar_t name[128]; wsprintfW(name, L"\\\\.\\pipe\\IISFCGI-%s", s);
        p->server = CreateNamedPipeW(name, PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED, 0, 1, 4096, 4096, 0, &sa);
        if (p->server == INVALID_HANDLE_VALUE) { printf("CreateNamedPipe %lu\n", GetLastError()); return -1; }
        p->client = CreateFileW(name, GENERIC_READ | GENERIC_WRITE, 0, 0, OPEN_EXISTING, FILE_FLAG_OVERLAPPED, 0);
        if (p->client == INVALID_HANDLE_VALUE) { printf("CreateFile %lu\n", GetLastError()); return -1; }
        in = p->server; e += wsprintfW(e, L"_FCGI_X_PIPE_=%s", name) + 1;
    } else {
        struct sockaddr_in a = {0}; int l = sizeof a; a.sin_family = AF_INET; a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        p->lsock = WSASocketW(AF_INET, SOCK_STREAM, 0, 0, 0, 0); p->csock = WSASocketW(AF_INET, SOCK_STREAM, 0, 0, 0, WSA_FLAG_OVERLAPPED);
        bind(p->lsock, (void *)&a, l); listen(p->lsock, 1); getsockname(p->lsock, (void *)&a, &l);
        SetHandleInformation((HANDLE)p->lsock, HANDLE_FLAG_INHERIT, 1); in = (HANDLE)p->lsock;
    }
    if (sig) { p->stopEv = CreateEventW(&sa, 1, 0, 0); e += wsprintfW(e, L"_FCGI_SHUTDOWN_EVENT_=%u", (unsigned)(ULONG_PTR)p->stopEv) + 1; }
    wchar_t *sys = GetEnvironmentStringsW(); for (wchar_t *q = sys; *q; q += wcslen(q) + 1) { wcscpy(e, q); e += wcslen(q) + 1; } *e++ = 0; *e = 0;
    STARTUPINFOEXW si; memset(&si, 0, sizeof si); si.StartupInfo.cb = sizeof si; si.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    si.StartupInfo.hStdInput = in; si.StartupInfo.hStdOutput = si.StartupInfo.hStdError = INVALID_HANDLE_VALUE;
    SIZE_T sz = 0; InitializeProcThreadAttributeList(0, 1, 0, &sz); si.lpAttributeList = malloc(sz); InitializeProcThreadAttributeList(si.lpAttributeList, 1, 0, &sz);
    HANDLE hs[2] = {in, p->stopEv}; UpdateProcThreadAttribute(si.lpAttributeList, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, hs, (p->stopEv ? 2 : 1) * sizeof(HANDLE), 0, 0);
    wchar_t c[4096]; wcscpy(c, cmd); PROCESS_INFORMATION pi;
    if (!CreateProcessW(0, c, 0, 0, TRUE, EXTENDED_STARTUPINFO_PRESENT | CREATE_UNICODE_ENVIRONMENT | CREATE_SUSPENDED | DETACHED_PROCESS, env, 0, &si.StartupInfo, &pi)) { printf("CreateProcess %lu\n", GetLastError()); return -1; }
    SetHandleInformation(in, HANDLE_FLAG_INHERIT, 0); if (job) AssignProcessToJobObject(job, pi.hProcess);
    ResumeThread(pi.hThread); CloseHandle(pi.hThread); p->proc = pi.hProcess;
    if (tcp) { struct sockaddr_in a; int l = sizeof a; getsockname(p->lsock, (void *)&a, &l); if (connect(p->csock, (void *)&a, l)) { printf("connect %d\n", WSAGetLastError()); return -1; } }
    if (verbose) printf("[fake-iis] spawned instance %d pid %lu\n", (int)(p - pool), pi.dwProcessId), fflush(stdout);
    return 0;
}
static void drop(inst *p) {
    if (p->stopEv) { SetEvent(p->stopEv); WaitForSingleObject(p->proc, sig * 1000); }
    if (!tcp) { CloseHandle(p->client); CloseHandle(p->server); } else { closesocket(p->csock); closesocket(p->lsock); }
    DWORD c = 259; WaitForSingleObject(p->proc, 500); GetExitCodeProcess(p->proc, &c); if (c == 259) TerminateProcess(p->proc, 0);
    if (verbose) printf("[fake-iis] instance %d gone, exit %lu\n", (int)(p - pool), c), fflush(stdout);
    CloseHandle(p->proc); if (p->stopEv) CloseHandle(p->stopEv); p->used = 0;
}
static inst *take(void) {
    EnterCriticalSection(&cs);
    for (;;) {
        int free_ = -1;
        for (int i = 0; i < maxInst; i++) { if (pool[i].used && !pool[i].busy) { pool[i].busy = 1; LeaveCriticalSection(&cs); return pool + i; } if (!pool[i].used && free_ < 0) free_ = i; }
        if (free_ >= 0) { int r = spawn(pool + free_); pool[free_].busy = 1; if (r) pool[free_].used = 0; LeaveCriticalSection(&cs); return r ? 0 : pool + free_; }
        SleepConditionVariableCS(&cv, &cs, INFINITE);
    }
}
static unsigned char *par(unsigned char *q, const char *n, const char *v) {
    int a = (int)strlen(n), b = (int)strlen(v);
    for (int k = 0; k < 2; k++) { int l = k ? b : a; if (l < 128) *q++ = (unsigned char)l; else { *q++ = 0x80 | (l >> 24); *q++ = l >> 16; *q++ = l >> 8; *q++ = l; } }
    memcpy(q, n, a); q += a; memcpy(q, v, b); return q + b;
}
static void hdr(unsigned char *h, int t, int len) { memset(h, 0, 8); h[0] = 1; h[1] = t; h[3] = 1; h[4] = len >> 8; h[5] = len; }
static DWORD WINAPI http(void *x) {
    SOCKET c = (SOCKET)(ULONG_PTR)x; char *rq = malloc(65536); int n = 0; char *end = 0;
    while (n < 65535 && !end) { int k = recv(c, rq + n, 65535 - n, 0); if (k <= 0) { closesocket(c); free(rq); return 0; } n += k; rq[n] = 0; end = strstr(rq, "\r\n\r\n"); }
    if (!end) { closesocket(c); free(rq); return 0; }
    int have = n - (int)(end + 4 - rq); char *body0 = end + 4; *end = 0; long clen = 0;
    unsigned char *pb = malloc(131072), *q = pb + 24;
    char *line = strstr(rq, "\r\n"); if (line) { *line = 0; line += 2; }
    char m[32], url[8192], pr[32]; sscanf(rq, "%31s %8191s %31s", m, url, pr);
    char path[8192]; strcpy(path, url); char *qs = strchr(path, '?'); if (qs) *qs++ = 0;
    char hb[300];
    while (line && *line) { char *nx = strstr(line, "\r\n"); if (nx) { *nx = 0; nx += 2; } char *v = strchr(line, ':');
        if (v) { *v++ = 0; while (*v == ' ') v++; snprintf(hb, sizeof hb, "HTTP_%s", line); for (char *z = hb; *z; z++) *z = *z == '-' ? '_' : (char)toupper(*z);
            q = par(q, hb, v); if (!strcmp(hb, "HTTP_CONTENT_LENGTH")) clen = atol(v), q = par(q, "CONTENT_LENGTH", v); if (!strcmp(hb, "HTTP_CONTENT_TYPE")) q = par(q, "CONTENT_TYPE", v); }
        line = nx; }
    char pt[8400]; snprintf(pt, sizeof pt, "C:\\inetpub\\wwwroot%s", path); for (char *z = pt; *z; z++) if (*z == '/') *z = '\\';
    const char *kv[][2] = {{"APPL_MD_PATH","/LM/W3SVC/1/ROOT"},{"APPL_PHYSICAL_PATH","C:\\inetpub\\wwwroot\\"},{"AUTH_TYPE",""},{"AUTH_PASSWORD",""},{"AUTH_USER",""},{"CERT_COOKIE",""},{"CERT_FLAGS",""},{"CERT_ISSUER",""},{"CERT_SERIALNUMBER",""},{"CERT_SUBJECT",""},{"DOCUMENT_ROOT","C:\\inetpub\\wwwroot"},{"GATEWAY_INTERFACE","CGI/1.1"},{"HTTPS","off"},{"HTTPS_KEYSIZE",""},{"HTTPS_SECRETKEYSIZE",""},{"HTTPS_SERVER_ISSUER",""},{"HTTPS_SERVER_SUBJECT",""},{"INSTANCE_ID","1"},{"INSTANCE_NAME","DEFAULT WEB SITE"},{"INSTANCE_META_PATH","/LM/W3SVC/1"},{"LOCAL_ADDR","127.0.0.1"},{"LOGON_USER",""},{"PATH_INFO",path},{"PATH_TRANSLATED",pt},{"QUERY_STRING",qs?qs:""},{"REMOTE_ADDR","127.0.0.1"},{"REMOTE_HOST","127.0.0.1"},{"REMOTE_PORT","50000"},{"REMOTE_USER",""},{"REQUEST_METHOD",m},{"REQUEST_URI",url},{"SCRIPT_FILENAME",pt},{"SCRIPT_NAME",path},{"SERVER_NAME","localhost"},{"SERVER_PORT","8088"},{"SERVER_PORT_SECURE","0"},{"SERVER_PROTOCOL",pr},{"SERVER_SOFTWARE","Microsoft-IIS/10.0"},{"URL",path}};
    for (unsigned i = 0; i < sizeof kv / sizeof *kv; i++) { const char *v = kv[i][1]; for (int k = 0; k < varCount; k++) if (!strcmp(vars[k][0], kv[i][0])) v = vars[k][1]; q = par(q, kv[i][0], v); }
    inst *p = take(); int bad = !p, first = 1; char *rb = malloc(70000); unsigned char h[16];
    if (p) {
        hdr(h, 1, 8); memset(h + 8, 0, 8); h[9] = 1; h[10] = 1;                       /* RESPONDER, FCGI_KEEP_CONN, 16 bytes in one write */
        bad = wr(p, h, 16); int plen = (int)(q - (pb + 24)); unsigned char *s = pb + 16; hdr(s, 4, plen);
        if (clen <= 0) { hdr(q, 4, 0); q += 8; hdr(q, 5, 0); q += 8; bad |= wr(p, s, (int)(q - s)); }  /* PARAMS+end+STDIN end in one write */
        else {
            bad |= wr(p, s, (int)(q - s)); hdr(h, 4, 0); bad |= wr(p, h, 8); long left = clen; unsigned char *r = malloc(8200);
            while (left > 0 && !bad) { int k; if (have) { k = have > 8192 ? 8192 : have; memcpy(r + 8, body0, k); body0 += k; have -= k; } else { k = recv(c, (char *)r + 8, left > 8192 ? 8192 : (int)left, 0); if (k <= 0) { bad = 1; break; } }
                hdr(r, 5, k); bad |= wr(p, r, 8 + k); left -= k; }
            hdr(h, 5, 0); bad |= wr(p, h, 8); free(r);
        }
        int ended = 0; char *acc = malloc(262144); int an = 0;
        while (!bad && !ended) {
            if (rdFull(p, h, 8)) { bad = 1; break; } int l = (h[4] << 8) | h[5];
            if ((h[1] != 3 && h[1] != 6 && h[1] != 7) || h[2] || h[3] != 1) { printf("[fake-iis] illegal record type %d id %d\n", h[1], h[2] << 8 | h[3]); fflush(stdout); bad = 1; break; }
            if (rdFull(p, rb, l + h[6])) { bad = 1; break; }
            if (h[1] == 3) { ended = 1; break; }
            if (h[1] == 7) { if (l) printf("[fake-iis] STDERR %.*s\n", l, rb), fflush(stdout); continue; }
            if (first) { if (an + l > 262143) { bad = 1; break; } memcpy(acc + an, rb, l); an += l; acc[an] = 0; char *e = strstr(acc, "\r\n\r\n"); if (!e) continue; first = 0;
                char *st = strstr(acc, "Status:"); char sl[400]; snprintf(sl, sizeof sl, "HTTP/1.1 %.*s\r\nConnection: close\r\n", st && st < e ? (int)(strstr(st, "\r\n") - st - 8) : 6, st && st < e ? st + 8 : "200 OK");
                send(c, sl, (int)strlen(sl), 0); send(c, acc, an, 0); continue; }
            for (int o = 0; o < l;) { int k = send(c, rb + o, l - o, 0); if (k <= 0) { if (verbose) printf("[fake-iis] client gone, terminating instance\n"), fflush(stdout); bad = 1; break; } o += k; }
        }
        free(acc);
        EnterCriticalSection(&cs); if (bad || ++p->reqs >= maxReq) drop(p); p->busy = 0; LeaveCriticalSection(&cs); WakeConditionVariable(&cv);
    }
    if (bad && first) { const char *e = "HTTP/1.1 500 FastCGI process exited unexpectedly\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"; send(c, e, (int)strlen(e), 0); }
    if (bad && !first) { struct linger lg = {1, 0}; setsockopt(c, SOL_SOCKET, SO_LINGER, (void *)&lg, sizeof lg); } else shutdown(c, SD_SEND);
    closesocket(c); free(rq); free(pb); free(rb); return 0;
}
int main(int ac, char **av) {
    int i = 1; for (; i < ac && strcmp(av[i], "--"); i++) {
        if (!strcmp(av[i], "-proto")) tcp = !strcmp(av[++i], "tcp"); else if (!strcmp(av[i], "-n")) maxInst = atoi(av[++i]); else if (!strcmp(av[i], "-r")) maxReq = atoi(av[++i]);
        else if (!strcmp(av[i], "-port")) httpPort = atoi(av[++i]); else if (!strcmp(av[i], "-signal")) sig = atoi(av[++i]); else if (!strcmp(av[i], "-var") && varCount < 16) { char *eq = strchr(av[++i], '='); *eq = 0; vars[varCount][0] = av[i]; vars[varCount++][1] = eq + 1; } else if (!strcmp(av[i], "-v")) verbose = 1; }
    for (i++; i < ac; i++) { wchar_t w[1024]; MultiByteToWideChar(CP_ACP, 0, av[i], -1, w, 1024); if (*cmd) wcscat(cmd, L" "); int sp = wcschr(w, L' ') != 0; if (sp) wcscat(cmd, L"\""); wcscat(cmd, w); if (sp) wcscat(cmd, L"\""); }
    WSADATA w; WSAStartup(MAKEWORD(2, 2), &w); InitializeCriticalSection(&cs); InitializeConditionVariable(&cv);
    job = CreateJobObjectW(0, 0); JOBOBJECT_EXTENDED_LIMIT_INFORMATION li = {{{0}}}; li.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE; SetInformationJobObject(job, JobObjectExtendedLimitInformation, &li, sizeof li);
    struct sockaddr_in a = {0}; a.sin_family = AF_INET; a.sin_addr.s_addr = htonl(INADDR_LOOPBACK); a.sin_port = htons((u_short)httpPort);
    SOCKET s = socket(AF_INET, SOCK_STREAM, 0); if (bind(s, (void *)&a, sizeof a) || listen(s, 200)) { printf("bind %d\n", WSAGetLastError()); return 1; }
    printf("[fake-iis] http://127.0.0.1:%d/ protocol=%s maxInstances=%d\n", httpPort, tcp ? "Tcp" : "NamedPipe", maxInst); fflush(stdout);
    for (;;) { SOCKET c = accept(s, 0, 0); if (c == INVALID_SOCKET) continue; int one = 1; setsockopt(c, IPPROTO_TCP, TCP_NODELAY, (void *)&one, sizeof one); CloseHandle(CreateThread(0, 0, http, (void *)(ULONG_PTR)c, 0, 0)); }
}
