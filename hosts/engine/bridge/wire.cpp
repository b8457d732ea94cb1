#include "wire.h"

#include "protocol.h"

#include <cstring>

namespace {
HANDLE input = INVALID_HANDLE_VALUE;
HANDLE output = INVALID_HANDLE_VALUE;

bool readAll(void *to, DWORD size) {
    BYTE *p = static_cast<BYTE *>(to);
    while (size) {
        DWORD got = 0;
        if (!ReadFile(input, p, size, &got, nullptr) || got == 0)
            return false;
        p += got;
        size -= got;
    }
    return true;
}

bool writeAll(const BYTE *p, size_t left) {
    while (left) {
        DWORD done = 0;
        const DWORD piece = left > (1u << 20) ? (1u << 20) : static_cast<DWORD>(left);
        if (!WriteFile(output, p, piece, &done, nullptr))
            return false;
        p += done;
        left -= done;
    }
    return true;
}

SRWLOCK writing = SRWLOCK_INIT;
volatile LONG listening = 0;

/**
 * While the engine computes nobody reads, and so nobody would notice that Node has gone: a small frame once a second
 * does. (To look at the input instead fails: Wine cannot peek into a FIFO.)
 */
DWORD WINAPI tick(void *) {
    const BYTE frame[] = {1, 0, 0, 0, op::Tick};
    for (;;) {
        Sleep(1000);
        if (listening)
            continue;
        AcquireSRWLockExclusive(&writing);
        const bool ok = writeAll(frame, sizeof frame);
        ReleaseSRWLockExclusive(&writing);
        if (!ok)
            wireLost();
    }
}
} // namespace

void wireLost() {
    // Not ExitProcess: the engine's threads may hold locks that its DLLs want while they unload.
    TerminateProcess(GetCurrentProcess(), 3);
    for (;;)
        Sleep(INFINITE);
}

bool wireOpen(const wchar_t *pipeName) {
    if (pipeName) {
        HANDLE pipe = CreateNamedPipeW(pipeName, PIPE_ACCESS_DUPLEX | FILE_FLAG_FIRST_PIPE_INSTANCE,
                                       PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1,
                                       1 << 16, 1 << 16, 0, nullptr);
        if (pipe == INVALID_HANDLE_VALUE)
            return false;
        if (!ConnectNamedPipe(pipe, nullptr) && GetLastError() != ERROR_PIPE_CONNECTED)
            return false;
        input = output = pipe;
    } else {
        input = GetStdHandle(STD_INPUT_HANDLE);
        output = GetStdHandle(STD_OUTPUT_HANDLE);
        // Nothing else may write between our frames.
        SetStdHandle(STD_INPUT_HANDLE, nullptr);
        SetStdHandle(STD_OUTPUT_HANDLE, nullptr);
    }
    HANDLE thread = CreateThread(nullptr, 0, tick, nullptr, 0, nullptr);
    if (thread)
        CloseHandle(thread);
    return true;
}

void wireSend(unsigned op, const Writer &body) {
    std::vector<BYTE> frame(5 + body.data.size());
    const ULONG length = static_cast<ULONG>(1 + body.data.size());
    std::memcpy(frame.data(), &length, 4);
    frame[4] = static_cast<BYTE>(op);
    if (!body.data.empty())
        std::memcpy(frame.data() + 5, body.data.data(), body.data.size());
    AcquireSRWLockExclusive(&writing);
    const bool ok = writeAll(frame.data(), frame.size());
    ReleaseSRWLockExclusive(&writing);
    if (!ok)
        wireLost();
}

Frame wireReceive() {
    ULONG length = 0;
    listening = 1;
    if (!readAll(&length, 4) || length == 0 || length > (1u << 30))
        wireLost();
    std::vector<BYTE> bytes(length);
    if (!readAll(bytes.data(), length))
        wireLost();
    listening = 0;
    Frame frame;
    frame.op = bytes[0];
    bytes.erase(bytes.begin());
    frame.body = Reader(std::move(bytes));
    return frame;
}

void Writer::raw(const void *p, size_t n) {
    const BYTE *from = static_cast<const BYTE *>(p);
    data.insert(data.end(), from, from + n);
}

void Writer::text(const std::wstring &s) {
    u32(static_cast<ULONG>(s.size()));
    raw(s.data(), s.size() * sizeof(wchar_t));
}

size_t Writer::hole32() {
    const size_t at = data.size();
    u32(0);
    return at;
}

void Writer::fill32(size_t at, ULONG v) { std::memcpy(data.data() + at, &v, sizeof v); }

const BYTE *Reader::raw(size_t n) {
    if (n > data.size() - at)
        wireLost();
    const BYTE *p = data.data() + at;
    at += n;
    return p;
}

unsigned Reader::u8() { return *raw(1); }

unsigned Reader::peek() {
    const unsigned next = u8();
    --at;
    return next;
}

ULONG Reader::u32() {
    ULONG v;
    std::memcpy(&v, raw(sizeof v), sizeof v);
    return v;
}

ULONG64 Reader::u64() {
    ULONG64 v;
    std::memcpy(&v, raw(sizeof v), sizeof v);
    return v;
}

std::wstring Reader::text() {
    const ULONG count = u32();
    std::wstring s(count, L'\0');
    const BYTE *p = raw(static_cast<size_t>(count) * sizeof(wchar_t));
    if (count)
        std::memcpy(&s[0], p, static_cast<size_t>(count) * sizeof(wchar_t));
    return s;
}
