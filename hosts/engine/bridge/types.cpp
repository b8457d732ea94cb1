// Types of the target. Node gets a type's description once, with the types it is made of.
#include "values.h"

#include <unordered_map>

namespace {
std::vector<Ref<IDebugHostType>> types(1); // 0 is no type
std::unordered_map<IDebugHostType *, ULONG> byPointer;
std::unordered_multimap<std::wstring, ULONG> byName;

enum WireKind : unsigned { Udt, Pointer, Array, Intrinsic, Enum, Typedef, Function, BitField };

std::wstring nameOf(IDebugHostSymbol *symbol) {
    Text name;
    return SUCCEEDED(symbol->GetName(name.out())) ? name.str() : std::wstring();
}

std::wstring moduleOf(IDebugHostSymbol *symbol) {
    Ref<IDebugHostModule> module;
    return SUCCEEDED(symbol->GetContainingModule(module.out())) && module ? nameOf(module.get()) : std::wstring();
}

bool bitsOf(IDebugHostType *type, TypeKind kind, ULONG &lsb, ULONG &length) {
    if (kind != TypeIntrinsic && kind != TypeEnum)
        return false;
    return SUCCEEDED(type->GetBitField(&lsb, &length)) && length;
}

VARTYPE carrierOf(IDebugHostType *type) {
    IntrinsicKind kind = IntrinsicVoid;
    VARTYPE carrier = VT_EMPTY;
    if (FAILED(type->GetIntrinsicType(&kind, &carrier)))
        return VT_EMPTY;
    return carrier == VT_INT ? static_cast<VARTYPE>(VT_I4) : carrier == VT_UINT ? static_cast<VARTYPE>(VT_UI4) : carrier;
}

/** Two types of one name are one type, unless the name is the compiler's (`<unnamed-tag>`). */
ULONG known(IDebugHostType *type, const std::wstring &key, bool compilersName) {
    const auto pointer = byPointer.find(type);
    if (pointer != byPointer.end())
        return pointer->second;
    const auto range = byName.equal_range(key);
    for (auto i = range.first; i != range.second; ++i) {
        bool same = !compilersName;
        if (same || (SUCCEEDED(types[i->second]->CompareAgainst(type, 0, &same)) && same))
            return i->second;
    }
    return 0;
}

void writeBase(Writer &out, IDebugHostType *base) {
    out.u8(base != nullptr);
    if (base)
        writeType(out, base);
}

void writeConstants(Writer &out, IDebugHostType *type) {
    const size_t count = out.hole32();
    ULONG n = 0;
    Ref<IDebugHostSymbolEnumerator> all;
    Ref<IDebugHostSymbol> symbol;
    // The engine calls the constants of an enumeration fields at a constant location.
    if (SUCCEEDED(type->EnumerateChildren(SymbolField, nullptr, all.out())))
        while (SUCCEEDED(all->GetNext(symbol.out()))) {
            Ref<IDebugHostField> constant = symbol.as<IDebugHostField>();
            LocationKind where = LocationNone;
            Variant v, wide;
            if (!constant || FAILED(constant->GetLocationKind(&where)) || where != LocationConstant ||
                FAILED(constant->GetValue(&v)) || FAILED(VariantChangeType(&wide, &v, 0, VT_I8)))
                continue;
            out.text(nameOf(symbol.get()));
            out.u64(wide.ullVal);
            ++n;
        }
    out.fill32(count, n);
}

ULONG elementsOf(IDebugHostType *type) {
    ULONG64 dimensions = 0;
    if (FAILED(type->GetArrayDimensionality(&dimensions)) || dimensions != 1)
        return 0;
    ArrayDimension dimension;
    return SUCCEEDED(type->GetArrayDimensions(1, &dimension)) ? static_cast<ULONG>(dimension.Length) : 0;
}

void describe(Writer &out, IDebugHostType *type, TypeKind kind, const std::wstring &name) {
    ULONG64 size = 0;
    type->GetSize(&size);
    ULONG lsb = 0, length = 0;
    const bool bits = bitsOf(type, kind, lsb, length);
    static const WireKind wire[] = {Udt, Pointer, Pointer, Array, Function, Typedef, Enum, Intrinsic, Array};
    out.u8(bits ? BitField : static_cast<size_t>(kind) < sizeof wire / sizeof *wire ? wire[kind] : Udt);
    out.text(name);
    out.text(moduleOf(type));
    out.u64(size);
    out.u8(carrierOf(type));
    if (bits) {
        out.u8(lsb);
        out.u8(length);
        return;
    }
    Ref<IDebugHostType> base;
    switch (kind) {
    case TypeArray:
    case TypeExtendedArray:
        out.u32(elementsOf(type));
        type->GetBaseType(base.out());
        writeBase(out, base.get());
        break;
    case TypePointer:
    case TypeTypedef:
        type->GetBaseType(base.out());
        writeBase(out, base.get());
        break;
    case TypeEnum:
        type->GetBaseType(base.out());
        writeBase(out, base.get());
        writeConstants(out, type);
        break;
    case TypeMemberPointer:
        writeBase(out, nullptr);
        break;
    default:
        break;
    }
}

/** Data members in the symbols' order; those of base classes at their offset. */
ULONG writeFields(Writer &out, IDebugHostType *type, ULONG64 shift) {
    ULONG n = 0;
    Ref<IDebugHostSymbolEnumerator> all;
    Ref<IDebugHostSymbol> symbol;
    if (SUCCEEDED(type->EnumerateChildren(SymbolBaseClass, nullptr, all.out())))
        while (SUCCEEDED(all->GetNext(symbol.out()))) {
            Ref<IDebugHostBaseClass> base = symbol.as<IDebugHostBaseClass>();
            Ref<IDebugHostType> baseType;
            ULONG64 offset = 0;
            if (base && SUCCEEDED(base->GetOffset(&offset)) && SUCCEEDED(symbol->GetType(baseType.out())))
                n += writeFields(out, baseType.get(), shift + offset);
        }
    if (FAILED(type->EnumerateChildren(SymbolField, nullptr, all.out())))
        return n;
    while (SUCCEEDED(all->GetNext(symbol.out()))) {
        Ref<IDebugHostField> field = symbol.as<IDebugHostField>();
        LocationKind where = LocationNone;
        ULONG64 offset = 0;
        Ref<IDebugHostType> fieldType;
        if (!field || FAILED(field->GetLocationKind(&where)) || where != LocationMember ||
            FAILED(field->GetOffset(&offset)) || FAILED(symbol->GetType(fieldType.out())) || !fieldType)
            continue;
        out.text(nameOf(symbol.get()));
        out.u32(static_cast<ULONG>(shift + offset));
        writeType(out, fieldType.get());
        ++n;
    }
    return n;
}

HRESULT fields(Request &r) {
    IDebugHostType *type = typeOf(r.in.u32());
    if (!type)
        return E_HANDLE;
    const size_t count = r.out.hole32();
    r.out.fill32(count, writeFields(r.out, type, 0));
    return S_OK;
}

HRESULT findType(Request &r) {
    const ULONG context = r.in.u32();
    const std::wstring moduleName = r.in.text(), name = r.in.text();
    Ref<IDebugHostModule> module;
    Ref<IDebugHostType> type;
    if (SUCCEEDED(engine.hostSymbols->FindModuleByName(realContext(context).get(), moduleName.c_str(), module.out())) &&
        module)
        module->FindTypeByName(name.c_str(), type.out());
    r.out.u8(static_cast<bool>(type));
    if (type)
        writeType(r.out, type.get());
    return S_OK;
}

HRESULT pointerTo(Request &r) {
    IDebugHostType *type = typeOf(r.in.u32());
    Ref<IDebugHostType> made;
    const HRESULT hr = type ? type->CreatePointerTo(PointerStandard, made.out()) : E_HANDLE;
    if (SUCCEEDED(hr))
        writeType(r.out, made.get());
    return hr;
}

HRESULT arrayOf(Request &r) {
    IDebugHostType *type = typeOf(r.in.u32());
    if (!type)
        return E_HANDLE;
    ArrayDimension dimension = {};
    dimension.Length = r.in.u32();
    type->GetSize(&dimension.Stride);
    Ref<IDebugHostType> made;
    const HRESULT hr = type->CreateArrayOf(1, &dimension, made.out());
    if (SUCCEEDED(hr))
        writeType(r.out, made.get());
    return hr;
}
} // namespace

void writeType(Writer &out, IDebugHostType *type) {
    TypeKind kind = TypeUDT;
    type->GetTypeKind(&kind);
    const std::wstring name = nameOf(type);
    ULONG lsb = 0, length = 0, hash = 0;
    bitsOf(type, kind, lsb, length);
    type->GetHashCode(&hash);
    wchar_t numbers[64];
    wsprintfW(numbers, L"|%u|%u|%u|%u|", static_cast<unsigned>(kind), lsb, length, hash);
    const std::wstring key = name + numbers + moduleOf(type);
    ULONG number = known(type, key, name.find(L'<') != std::wstring::npos);
    out.u32(number ? number : static_cast<ULONG>(types.size()));
    out.u8(number == 0);
    if (number)
        return;
    number = static_cast<ULONG>(types.size());
    types.push_back(Ref<IDebugHostType>::share(type));
    byPointer[type] = number;
    byName.emplace(key, number);
    describe(out, type, kind, name);
}

IDebugHostType *typeOf(ULONG number) { return number < types.size() ? types[number].get() : nullptr; }

size_t typeCount() { return types.size() - 1; }

void forgetTypeNames() {
    byName.clear();
    byPointer.clear();
}

void addTypeHandlers() {
    addHandler(op::FindType, findType);
    addHandler(op::TypeFields, fields);
    addHandler(op::PointerTo, pointerTo);
    addHandler(op::ArrayOf, arrayOf);
}
