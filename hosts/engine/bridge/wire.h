// Frames on the two pipes: u32 length, u8 operation, body. Little endian; texts are u32 count + UTF-16.
// Calls nest strictly: whoever waits for a reply serves the other side's requests meanwhile.
#pragma once
#include "engine_headers.h"

#include <string>
#include <vector>

class Writer {
  public:
    void u8(unsigned v) { data.push_back(static_cast<BYTE>(v)); }
    void u32(ULONG v) { raw(&v, sizeof v); }
    void u64(ULONG64 v) { raw(&v, sizeof v); }
    void text(const std::wstring &s);
    void raw(const void *p, size_t n);
    /** A place for a u32 that is known later. */
    size_t hole32();
    void fill32(size_t at, ULONG v);
    std::vector<BYTE> data;
};

class Reader {
  public:
    Reader() = default;
    explicit Reader(std::vector<BYTE> bytes) : data(std::move(bytes)) {}
    unsigned u8();
    /** The next byte, left where it is. */
    unsigned peek();
    ULONG u32();
    ULONG64 u64();
    std::wstring text();
    const BYTE *raw(size_t n);

  private:
    std::vector<BYTE> data;
    size_t at = 0;
};

struct Frame {
    unsigned op = 0;
    Reader body;
};

/** Takes the pipes; `pipeName` is that of a named pipe to make (Windows), or null for the standard handles. */
bool wireOpen(const wchar_t *pipeName);
void wireSend(unsigned op, const Writer &body);
Frame wireReceive();
/** Ends the process at once: the other side is gone, or what it says makes no sense. */
[[noreturn]] void wireLost();
