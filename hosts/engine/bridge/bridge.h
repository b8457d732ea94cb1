// What the parts of the bridge share: the engine's interfaces, and the way to ask Node.
#pragma once
#include "com.h"
#include "protocol.h"
#include "wire.h"

struct Engine {
    Ref<IDebugClient5> client;
    Ref<IDebugControl4> control;
    Ref<IDebugSymbols3> symbols;
    Ref<IDataModelManager> models;
    /** The same object; named models exist since its second version. */
    Ref<IDataModelManager2> namedModels;
    Ref<IDebugHost> host;
    Ref<IDebugHostSymbols> hostSymbols;
    Ref<IDebugHostMemory> memory;
    Ref<IDebugHostEvaluator2> evaluator;
    Ref<IDebugHostExtensibility> extensibility;
    Ref<IDebugHostExtensibility2> extensibility2;
    Ref<IDebugHostScriptHost> scriptHost;
    bool wide = true; // 64-bit pointers
};
extern Engine engine;

/** Loads dbgeng.dll and dbgmodel.dll from a folder and fetches all of `engine`; an empty text, or what went wrong. */
std::wstring engineLoad(const std::wstring &folder);

/** An answer of Node's: either a body or a failure in words. */
struct Answer {
    HRESULT hr = S_OK;
    std::wstring message;
    Reader body;
    bool ok() const { return SUCCEEDED(hr); }
};
Answer askNode(unsigned operation, const Writer &body);

/** Serves requests until one frame answers what we asked; then returns it. */
Frame serveUntilAnswer();

/** Objects that the engine has let go are told to Node with the next frame. */
void noteReleased(ULONG id);

/** A request handler: reads its arguments, writes its answer. On failure `message` may say more than the HRESULT. */
struct Request {
    Reader &in;
    Writer &out;
    std::wstring message;
};
using Handler = HRESULT (*)(Request &);
Handler findHandler(unsigned operation);
/** Each part registers its handlers once, before the first frame. */
void addHandler(unsigned operation, Handler handler);
void addEngineHandlers();
void addTargetHandlers();
void addTypeHandlers();
void addObjectHandlers();
void addIterationHandlers();
void addRegistrationHandlers();

HRESULT registerScriptProvider();

/** Addresses of 32-bit targets: the engine wants them sign-extended, Node sees them as unsigned 32 bits. */
inline ULONG64 toEngineAddress(ULONG64 a) {
    return engine.wide ? a : static_cast<ULONG64>(static_cast<LONG64>(static_cast<LONG>(static_cast<ULONG>(a))));
}
inline ULONG64 toNodeAddress(ULONG64 a) { return engine.wide ? a : (a & 0xffffffffu); }
