// Memory and symbols of the target.
#include "values.h"

namespace {
HRESULT readMemory(Request &r) {
    const ULONG context = r.in.u32();
    const ULONG64 address = r.in.u64();
    const ULONG size = r.in.u32();
    if (size > (1u << 28))
        return E_INVALIDARG;
    r.out.data.resize(size);
    ULONG64 got = 0;
    const HRESULT hr = engine.memory->ReadBytes(contextOf(context), Location(toEngineAddress(address)),
                                                r.out.data.data(), size, &got);
    return FAILED(hr) ? hr : got == size ? S_OK : HRESULT_FROM_WIN32(ERROR_READ_FAULT);
}

HRESULT writeMemory(Request &r) {
    const ULONG context = r.in.u32();
    const ULONG64 address = r.in.u64();
    const ULONG size = r.in.u32();
    const BYTE *bytes = r.in.raw(size);
    ULONG64 done = 0;
    const HRESULT hr = engine.memory->WriteBytes(contextOf(context), Location(toEngineAddress(address)),
                                                 const_cast<BYTE *>(bytes), size, &done);
    return FAILED(hr) ? hr : done == size ? S_OK : HRESULT_FROM_WIN32(ERROR_WRITE_FAULT);
}

/** Where a symbol lies; only data and publics know. */
bool locationOf(IDebugHostSymbol *symbol, ULONG64 &address) {
    Ref<IDebugHostSymbol> s = Ref<IDebugHostSymbol>::share(symbol);
    Location location;
    if (Ref<IDebugHostData> data = s.as<IDebugHostData>(); data && SUCCEEDED(data->GetLocation(&location))) {
        address = location.GetOffset();
        return true;
    }
    if (Ref<IDebugHostPublic> pub = s.as<IDebugHostPublic>(); pub && SUCCEEDED(pub->GetLocation(&location))) {
        address = location.GetOffset();
        return true;
    }
    return false;
}

void writeSymbol(Writer &out, ULONG64 address, IDebugHostSymbol *symbol) {
    out.u64(toNodeAddress(address));
    SymbolKind kind = Symbol;
    Ref<IDebugHostType> type;
    // A public symbol has no type; what GetType answers for it is nothing to use.
    const bool typed = symbol && SUCCEEDED(symbol->GetSymbolKind(&kind)) && kind != SymbolPublic &&
                       SUCCEEDED(symbol->GetType(type.out())) && type;
    out.u8(typed);
    if (typed)
        writeType(out, type.get());
}

HRESULT findSymbol(Request &r) {
    const ULONG context = r.in.u32();
    const std::wstring moduleName = r.in.text(), name = r.in.text();
    Ref<IDebugHostModule> module;
    Ref<IDebugHostSymbol> symbol;
    ULONG64 address = 0;
    bool found = SUCCEEDED(engine.hostSymbols->FindModuleByName(realContext(context).get(), moduleName.c_str(),
                                                                module.out())) &&
                 module && SUCCEEDED(module->FindSymbolByName(name.c_str(), symbol.out())) && symbol;
    if (found && !locationOf(symbol.get(), address)) {
        // Functions: the older interface knows the address.
        found = SUCCEEDED(engine.symbols->GetOffsetByNameWide((moduleName + L"!" + name).c_str(), &address));
    }
    r.out.u8(found);
    if (found)
        writeSymbol(r.out, address, symbol.get());
    return S_OK;
}

HRESULT symbolAt(Request &r) {
    r.in.u32(); // symbols of the kernel are the same in every context
    const ULONG64 address = toEngineAddress(r.in.u64());
    wchar_t text[1024];
    ULONG64 displacement = 0;
    const HRESULT hr = engine.symbols->GetNameByOffsetWide(address, text, 1024, nullptr, &displacement);
    std::wstring name = SUCCEEDED(hr) ? text : L"";
    const size_t mark = name.find(L'!');
    r.out.u8(mark != std::wstring::npos);
    if (mark == std::wstring::npos)
        return S_OK; // a module at best, no symbol
    const std::wstring moduleName = name.substr(0, mark);
    name.erase(0, mark + 1);
    r.out.text(name);
    r.out.text(moduleName);
    Ref<IDebugHostModule> module;
    Ref<IDebugHostSymbol> symbol;
    if (SUCCEEDED(engine.hostSymbols->FindModuleByName(realContext(0).get(), moduleName.c_str(), module.out())) && module)
        module->FindSymbolByName(name.c_str(), symbol.out());
    writeSymbol(r.out, address - displacement, symbol.get());
    return S_OK;
}

HRESULT evaluate(Request &r) {
    const ULONG context = r.in.u32();
    const bool extended = r.in.u8() != 0;
    const std::wstring expression = r.in.text();
    const bool hasSelf = r.in.u8() != 0;
    Ref<IModelObject> self, result;
    if (hasSelf)
        if (const HRESULT hr = readValue(r.in, self); FAILED(hr))
            return hr;
    const Ref<IDebugHostContext> where = realContext(context);
    const HRESULT hr =
        extended ? engine.evaluator->EvaluateExtendedExpression(where.get(), expression.c_str(), self.get(), result.out(), nullptr)
                 : engine.evaluator->EvaluateExpression(where.get(), expression.c_str(), self.get(), result.out(), nullptr);
    if (FAILED(hr))
        return explain(hr, result.get(), r.message);
    writeValue(r.out, result.get());
    return S_OK;
}
} // namespace

void addTargetHandlers() {
    addHandler(op::ReadMemory, readMemory);
    addHandler(op::WriteMemory, writeMemory);
    addHandler(op::FindSymbol, findSymbol);
    addHandler(op::SymbolAt, symbolAt);
    addHandler(op::Evaluate, evaluate);
}
