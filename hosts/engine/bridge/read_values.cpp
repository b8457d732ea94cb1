// Node's values on their way to the engine.
#include "values.h"

#include "node_object.h"

namespace {
void fillNumber(VARIANT &v, VARTYPE vt, ULONG64 bits) {
    v.vt = vt;
    v.ullVal = bits;
    if (vt == VT_BOOL)
        v.boolVal = bits ? VARIANT_TRUE : VARIANT_FALSE;
}
} // namespace

HRESULT readValue(Reader &in, Ref<IModelObject> &object) {
    const unsigned kind = in.u8();
    switch (kind) {
    case tag::None:
        return engine.models->CreateNoValue(object.out());
    case tag::Error: {
        const HRESULT hr = static_cast<HRESULT>(in.u32());
        const bool has = in.u8() != 0;
        const std::wstring message = in.text();
        return engine.models->CreateErrorObject(hr, has ? message.c_str() : nullptr, object.out());
    }
    case tag::Intrinsic: {
        Variant v;
        const VARTYPE vt = static_cast<VARTYPE>(in.u8());
        if (vt == VT_BSTR) {
            const std::wstring text = in.text();
            v.vt = VT_BSTR;
            v.bstrVal = SysAllocStringLen(text.data(), static_cast<UINT>(text.size()));
        } else {
            fillNumber(v, vt, in.u64());
        }
        return engine.models->CreateIntrinsicObject(ObjectIntrinsic, &v, object.out());
    }
    case tag::NodeObject: {
        const ULONG id = in.u32();
        const unsigned concepts = in.u8();
        HRESULT hr = makeNodeObject(id, concepts, object);
        std::vector<Ref<IModelObject>> parents;
        const HRESULT read = readValues(in, parents);
        for (size_t i = 0; SUCCEEDED(hr) && i < parents.size(); ++i)
            hr = object->AddParentModel(parents[i].get(), nullptr, false);
        return FAILED(hr) ? hr : read;
    }
    case tag::NodeMethod:
        return makeNodeMethod(in.u32(), object);
    case tag::Object:
    case tag::Method:
        object = Ref<IModelObject>::share(objectOf(in.u32()));
        return object ? S_OK : E_HANDLE;
    case tag::Typed: {
        const ULONG handle = in.u32(), type = in.u32();
        const ULONG64 address = in.u64();
        const ULONG context = in.u32();
        if (handle) {
            object = Ref<IModelObject>::share(objectOf(handle));
            return object ? S_OK : E_HANDLE;
        }
        if (!typeOf(type))
            return E_HANDLE;
        return engine.models->CreateTypedObject(realContext(context).get(), Location(toEngineAddress(address)),
                                                typeOf(type), object.out());
    }
    case tag::TypedNumber: {
        const ULONG handle = in.u32(), type = in.u32();
        Variant v;
        const VARTYPE vt = static_cast<VARTYPE>(in.u8());
        fillNumber(v, vt, in.u64());
        in.u32(); // the context of a number is the current one
        if (handle) {
            object = Ref<IModelObject>::share(objectOf(handle));
            return object ? S_OK : E_HANDLE;
        }
        if (!typeOf(type))
            return E_HANDLE;
        return engine.models->CreateTypedIntrinsicObject(&v, typeOf(type), object.out());
    }
    default:
        wireLost();
    }
}

HRESULT readValues(Reader &in, std::vector<Ref<IModelObject>> &objects) {
    HRESULT result = S_OK;
    for (ULONG n = in.u32(); n; --n) {
        Ref<IModelObject> object;
        const HRESULT hr = readValue(in, object);
        if (FAILED(hr))
            result = hr;
        objects.push_back(std::move(object));
    }
    return result;
}

std::vector<IModelObject *> borrow(const std::vector<Ref<IModelObject>> &objects) {
    std::vector<IModelObject *> plain;
    for (const auto &object : objects)
        plain.push_back(object.get());
    return plain;
}

HRESULT readMetadata(Reader &in, Ref<IKeyStore> &metadata) {
    HRESULT result = S_OK;
    for (ULONG n = in.u32(); n; --n) {
        const std::wstring name = in.text();
        Ref<IModelObject> value;
        HRESULT hr = readValue(in, value);
        if (SUCCEEDED(hr) && !metadata)
            hr = engine.models->CreateMetadataStore(nullptr, metadata.out());
        if (SUCCEEDED(hr))
            hr = metadata->SetKey(name.c_str(), value.get(), nullptr);
        if (FAILED(hr))
            result = hr;
    }
    return result;
}
