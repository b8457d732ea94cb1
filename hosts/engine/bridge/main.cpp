// alpcx-bridge: Microsoft's debugger engine on one side, Node.js on the other.
//   alpcx-bridge FOLDER_OF_DBGENG [PIPE_NAME]
// Exit codes: 0 asked to leave, 2 usage, 3 the other side or the engine is gone.
#define INITGUID
#include "bridge.h"

#include <map>

namespace {
std::vector<ULONG> released;

std::map<unsigned, Handler> &handlers() {
    static std::map<unsigned, Handler> table;
    return table;
}

void send(unsigned operation, const Writer &body) {
    if (!released.empty()) {
        Writer ids;
        ids.u32(static_cast<ULONG>(released.size()));
        for (ULONG id : released)
            ids.u32(id);
        released.clear();
        wireSend(op::Released, ids);
    }
    wireSend(operation, body);
}

void sendFault(HRESULT hr, const std::wstring &message) {
    Writer body;
    body.u32(static_cast<ULONG>(hr));
    body.text(message);
    send(op::Fault, body);
}

void serve(Frame &frame) {
    if (frame.op == op::Exit)
        TerminateProcess(GetCurrentProcess(), 0);
    Handler handler = findHandler(frame.op);
    if (!handler)
        wireLost();
    Writer out;
    Request request{frame.body, out, std::wstring()};
    const HRESULT hr = handler(request);
    if (frame.op == op::Released)
        return; // one way
    if (FAILED(hr))
        sendFault(hr, request.message);
    else
        send(op::Reply, out);
}

/** The engine has crashed: say so before Windows or Wine opens a dialog. */
LONG WINAPI crashed(EXCEPTION_POINTERS *info) {
    wchar_t text[120];
    wsprintfW(text, L"the debugger engine crashed (exception 0x%08x)",
              static_cast<unsigned>(info->ExceptionRecord->ExceptionCode));
    Writer body;
    body.text(text);
    wireSend(op::Dying, body);
    wireLost();
}
} // namespace

void addHandler(unsigned operation, Handler handler) { handlers()[operation] = handler; }

Handler findHandler(unsigned operation) {
    const auto found = handlers().find(operation);
    return found == handlers().end() ? nullptr : found->second;
}

void noteReleased(ULONG id) { released.push_back(id); }

Frame serveUntilAnswer() {
    for (;;) {
        Frame frame = wireReceive();
        if (frame.op == op::Reply || frame.op == op::Fault)
            return frame;
        serve(frame);
    }
}

Answer askNode(unsigned operation, const Writer &body) {
    send(operation, body);
    Frame frame = serveUntilAnswer();
    Answer answer;
    if (frame.op == op::Fault) {
        answer.hr = static_cast<HRESULT>(frame.body.u32());
        if (SUCCEEDED(answer.hr))
            answer.hr = E_FAIL;
        answer.message = frame.body.text();
    } else {
        answer.body = std::move(frame.body);
    }
    return answer;
}

int wmain(int argc, wchar_t **argv) {
    if (argc < 2 || argc > 3)
        return 2;
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
    SetUnhandledExceptionFilter(crashed);
    if (!wireOpen(argc == 3 ? argv[2] : nullptr))
        return 2;
    CoInitializeEx(nullptr, COINIT_MULTITHREADED);
    addEngineHandlers();
    addTargetHandlers();
    addTypeHandlers();
    addObjectHandlers();
    addIterationHandlers();
    addRegistrationHandlers();
    Writer hello;
    hello.u32(PROTOCOL_VERSION);
    hello.text(engineLoad(argv[1]));
    wireSend(op::Hello, hello);
    for (;;) {
        Frame frame = wireReceive();
        serve(frame);
    }
}
