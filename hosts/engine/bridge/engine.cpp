// Loading the engine, opening a dump, running command lines, and what the engine prints.
#include "values.h"

Engine engine;

namespace {
using DebugCreateFn = HRESULT(WINAPI *)(REFIID, void **);

// Answers only for the interface it has: the engine asks for newer ones and would call them.
class OutputSink final : public Com<IDebugOutputCallbacksWide> {
  public:
    // IDebugOutputCallbacksWide
    STDMETHOD(Output)(ULONG mask, PCWSTR text) override {
        Writer body;
        body.u32(mask);
        body.text(text ? text : L"");
        wireSend(op::Output, body);
        return S_OK;
    }
};

/** Symbols that come and go make Node forget the types it has been told. */
class Events final : public DebugBaseEventCallbacksWide {
  public:
    STDMETHOD_(ULONG, AddRef)() override { return 2; }
    STDMETHOD_(ULONG, Release)() override { return 1; }
    STDMETHOD(GetInterestMask)(PULONG mask) override {
        *mask = DEBUG_EVENT_CHANGE_SYMBOL_STATE;
        return S_OK;
    }
    STDMETHOD(ChangeSymbolState)(ULONG flags, ULONG64) override {
        // A change of scope changes no type.
        if (flags & ~static_cast<ULONG>(DEBUG_CSS_SCOPE))
{
            forgetTypeNames();
            wireSend(op::SymbolsChanged, Writer());
        }
        return S_OK;
    }
};
Events events;

std::wstring failure(const wchar_t *what, HRESULT hr) {
    wchar_t text[40];
    wsprintfW(text, L" (0x%08x)", static_cast<unsigned>(hr));
    return std::wstring(what) + text;
}

HRESULT open(Request &r) {
    const std::wstring dump = r.in.text();
    const std::wstring symbols = r.in.text();
    const std::wstring image = r.in.text();
    engine.client->SetOutputCallbacksWide(Ref<IDebugOutputCallbacksWide>(new OutputSink).get());
    engine.client->SetEventCallbacksWide(&events);
    // No dialog and no question on the way to a symbol server.
    engine.symbols->AddSymbolOptions(0x00080000 /* NO_PROMPTS */ | 0x00000200 /* FAIL_CRITICAL_ERRORS */);
    if (!symbols.empty())
        engine.symbols->SetSymbolPathWide(symbols.c_str());
    if (!image.empty())
        engine.symbols->SetImagePathWide(image.c_str());
    HRESULT hr = engine.client->OpenDumpFileWide(dump.c_str(), 0);
    if (FAILED(hr)) {
        r.message = failure(L"the engine cannot open the dump", hr);
        return hr;
    }
    hr = engine.control->WaitForEvent(0, INFINITE);
    if (FAILED(hr)) {
        r.message = failure(L"the engine cannot use the dump", hr);
        return hr;
    }
    engine.wide = engine.control->IsPointer64Bit() == S_OK;
    ULONG kind = 0, qualifier = 0;
    engine.control->GetDebuggeeType(&kind, &qualifier);
    hr = registerScriptProvider();
    if (FAILED(hr)) {
        r.message = failure(L"the engine refuses the script provider", hr);
        return hr;
    }
    r.out.u8(engine.wide ? 8 : 4);
    r.out.u8(kind == DEBUG_CLASS_KERNEL);
    return S_OK;
}

HRESULT run(Request &r) {
    const std::wstring line = r.in.text();
    const HRESULT hr = engine.control->ExecuteWide(DEBUG_OUTCTL_THIS_CLIENT, line.c_str(), DEBUG_EXECUTE_NOT_LOGGED);
    r.out.u32(static_cast<ULONG>(hr));
    return S_OK;
}

/** Text of a script goes through the engine, so that ExecuteCommand catches it like any other output. */
HRESULT print(Request &r) {
    const std::wstring text = r.in.text();
    // The engine's own buffer is 16K characters; a surrogate pair stays together.
    constexpr size_t PIECE = 4000;
    for (size_t at = 0; at < text.size();) {
        size_t n = text.size() - at < PIECE ? text.size() - at : PIECE;
        if (at + n < text.size() && n > 1 && text[at + n - 1] >= 0xd800 && text[at + n - 1] <= 0xdbff)
            --n;
        engine.control->ControlledOutputWide(DEBUG_OUTCTL_AMBIENT_TEXT, DEBUG_OUTPUT_NORMAL, L"%s",
                                             text.substr(at, n).c_str());
        at += n;
    }
    return S_OK;
}
} // namespace

std::wstring engineLoad(const std::wstring &folder) {
    SetDllDirectoryW(folder.c_str());
    HMODULE dll = LoadLibraryExW((folder + L"\\dbgeng.dll").c_str(), nullptr, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (!dll)
        return failure(L"dbgeng.dll cannot be loaded", HRESULT_FROM_WIN32(GetLastError()));
    // Through void *: the two function types have nothing in common.
    auto create = reinterpret_cast<DebugCreateFn>(reinterpret_cast<void *>(GetProcAddress(dll, "DebugCreate")));
    if (!create)
        return L"dbgeng.dll has no DebugCreate";
    HRESULT hr = create(IID_IDebugClient5, reinterpret_cast<void **>(engine.client.out()));
    if (FAILED(hr))
        return failure(L"DebugCreate failed", hr);
    engine.control = engine.client.as<IDebugControl4>();
    engine.symbols = engine.client.as<IDebugSymbols3>();
    Ref<IHostDataModelAccess> access = engine.client.as<IHostDataModelAccess>();
    if (!access || !engine.control || !engine.symbols)
        return L"this dbgeng.dll is too old: it has no data model";
    hr = access->GetDataModel(engine.models.out(), engine.host.out());
    if (FAILED(hr))
        return failure(L"the engine gives no data model; is dbgmodel.dll beside dbgeng.dll?", hr);
    engine.namedModels = engine.models.as<IDataModelManager2>();
    engine.hostSymbols = engine.host.as<IDebugHostSymbols>();
    engine.memory = engine.host.as<IDebugHostMemory>();
    engine.evaluator = engine.host.as<IDebugHostEvaluator2>();
    engine.extensibility = engine.host.as<IDebugHostExtensibility>();
    engine.extensibility2 = engine.host.as<IDebugHostExtensibility2>();
    engine.scriptHost = engine.host.as<IDebugHostScriptHost>();
    if (!engine.namedModels || !engine.hostSymbols || !engine.memory || !engine.evaluator || !engine.extensibility ||
        !engine.scriptHost)
        return L"this debugger engine is too old";
    return std::wstring();
}

void addEngineHandlers() {
    addHandler(op::Open, open);
    addHandler(op::Run, run);
    addHandler(op::Print, print);
}
