// Keys, concepts and methods of the engine's objects, for Node.
#include "values.h"

namespace {
template <class T> Ref<T> conceptOf(IModelObject *object) {
    Ref<T> found;
    if (FAILED(object->GetConcept(iidOf<T>(), reinterpret_cast<IUnknown **>(found.out()), nullptr)))
        return Ref<T>();
    return found;
}

HRESULT root(Request &r) {
    Ref<IModelObject> object;
    const HRESULT hr = engine.models->GetRootNamespace(object.out());
    if (SUCCEEDED(hr))
        writeValue(r.out, object.get());
    return hr;
}

HRESULT namedModel(Request &r) {
    Ref<IModelObject> object;
    const HRESULT hr = engine.namedModels->AcquireNamedModel(r.in.text().c_str(), object.out());
    if (SUCCEEDED(hr))
        writeValue(r.out, object.get());
    return hr;
}

/** Gives a handle to whatever the value is. */
HRESULT hold(Request &r) {
    Ref<IModelObject> object;
    const HRESULT hr = readValue(r.in, object);
    if (SUCCEEDED(hr))
        r.out.u32(handleOf(object.get()));
    return hr;
}

HRESULT released(Request &r) {
    for (ULONG n = r.in.u32(); n; --n) {
        const ULONG handle = r.in.u32();
        releaseHandle(handle, r.in.u32());
    }
    return S_OK;
}

HRESULT stats(Request &r) {
    r.out.u32(static_cast<ULONG>(handleCount()));
    r.out.u32(static_cast<ULONG>(typeCount()));
    return S_OK;
}

HRESULT keys(Request &r) {
    Ref<IModelObject> object;
    Ref<IKeyEnumerator> all;
    HRESULT hr = readValue(r.in, object);
    if (SUCCEEDED(hr))
        hr = object->EnumerateKeys(all.out());
    if (FAILED(hr))
        return hr;
    const size_t count = r.out.hole32();
    ULONG n = 0;
    Text name;
    // Names only: a value may cost a read, or fail.
    while (SUCCEEDED(all->GetNext(name.out(), nullptr, nullptr))) {
        r.out.text(name.str());
        ++n;
    }
    r.out.fill32(count, n);
    return S_OK;
}

/** The value of a key through a reference to it: a failing getter keeps its words that way. */
HRESULT getKey(Request &r) {
    Ref<IModelObject> object, reference, value;
    HRESULT hr = readValue(r.in, object);
    if (FAILED(hr))
        return hr;
    const std::wstring name = r.in.text();
    const bool wantValue = r.in.u8() != 0;
    hr = object->GetKeyReference(name.c_str(), reference.out(), nullptr);
    Variant v;
    const bool found = SUCCEEDED(hr) && reference && SUCCEEDED(reference->GetIntrinsicValue(&v)) && v.vt == VT_UNKNOWN;
    r.out.u8(found);
    if (!found || !wantValue)
        return S_OK;
    Ref<IModelKeyReference> key = Ref<IUnknown>::share(v.punkVal).as<IModelKeyReference>();
    hr = key ? key->GetKeyValue(value.out(), nullptr) : E_NOINTERFACE;
    if (FAILED(hr))
        return explain(hr, value.get(), r.message);
    writeValue(r.out, value.get());
    return S_OK;
}

/** `set` 0: the value of an existing key (its setter runs); 1: the key itself; 2: the key goes. */
HRESULT setKey(Request &r) {
    Ref<IModelObject> object, value;
    HRESULT hr = readValue(r.in, object);
    if (FAILED(hr))
        return hr;
    const std::wstring name = r.in.text();
    const unsigned how = r.in.u8();
    Ref<IKeyStore> metadata;
    if (how != 2) {
        hr = readValue(r.in, value);
        readMetadata(r.in, metadata);
    }
    if (FAILED(hr))
        return hr;
    return how == 0 ? object->SetKeyValue(name.c_str(), value.get())
                    : object->SetKey(name.c_str(), value.get(), metadata.get());
}

HRESULT concepts(Request &r) {
    Ref<IModelObject> object;
    const HRESULT hr = readValue(r.in, object);
    if (FAILED(hr))
        return hr;
    unsigned bits = 0;
    if (conceptOf<IStringDisplayableConcept>(object.get()))
        bits |= concept_bit::Display;
    if (conceptOf<IIterableConcept>(object.get()))
        bits |= concept_bit::Iterate;
    if (conceptOf<IIndexableConcept>(object.get()))
        bits |= concept_bit::Index;
    if (conceptOf<IComparableConcept>(object.get()))
        bits |= concept_bit::Compare;
    if (conceptOf<IEquatableConcept>(object.get()))
        bits |= concept_bit::Equals;
    if (conceptOf<IConstructableConcept>(object.get()))
        bits |= concept_bit::Construct;
    ULONG64 parents = 0;
    object->GetNumberOfParentModels(&parents);
    r.out.u8(bits);
    r.out.u32(static_cast<ULONG>(parents));
    return S_OK;
}

HRESULT display(Request &r) {
    Ref<IModelObject> object;
    HRESULT hr = readValue(r.in, object);
    if (FAILED(hr))
        return hr;
    Ref<IStringDisplayableConcept> shown = conceptOf<IStringDisplayableConcept>(object.get());
    Text text;
    hr = shown ? shown->ToDisplayString(object.get(), nullptr, text.out()) : E_NOTIMPL;
    r.out.u8(SUCCEEDED(hr));
    r.out.text(text.str());
    return S_OK;
}

HRESULT compare(Request &r) {
    Ref<IModelObject> object, other;
    const HRESULT a = readValue(r.in, object), b = readValue(r.in, other);
    if (FAILED(a) || FAILED(b))
        return FAILED(a) ? a : b;
    Ref<IComparableConcept> comparable = conceptOf<IComparableConcept>(object.get());
    int result = 0;
    const HRESULT hr = comparable ? comparable->CompareObjects(object.get(), other.get(), &result) : E_NOTIMPL;
    r.out.u32(static_cast<ULONG>(result));
    return hr;
}

HRESULT equals(Request &r) {
    Ref<IModelObject> object, other;
    const HRESULT a = readValue(r.in, object), b = readValue(r.in, other);
    if (FAILED(a) || FAILED(b))
        return FAILED(a) ? a : b;
    Ref<IEquatableConcept> equatable = conceptOf<IEquatableConcept>(object.get());
    bool equal = false;
    const HRESULT hr = equatable ? equatable->AreObjectsEqual(object.get(), other.get(), &equal)
                                 : object->IsEqualTo(other.get(), &equal);
    r.out.u8(equal);
    return hr;
}

HRESULT callMethod(Request &r) {
    Ref<IModelObject> method, self, result;
    std::vector<Ref<IModelObject>> arguments;
    const HRESULT a = readValue(r.in, method), b = readValue(r.in, self), c = readValues(r.in, arguments);
    if (FAILED(a) || FAILED(b) || FAILED(c))
        return FAILED(a) ? a : FAILED(b) ? b : c;
    ModelObjectKind kind = ObjectNoValue;
    self->GetKind(&kind);
    Variant v;
    Ref<IModelMethod> callable;
    if (SUCCEEDED(method->GetIntrinsicValue(&v)) && v.vt == VT_UNKNOWN && v.punkVal)
        callable = Ref<IUnknown>::share(v.punkVal).as<IModelMethod>();
    if (!callable)
        return E_NOINTERFACE;
    std::vector<IModelObject *> plain = borrow(arguments);
    const HRESULT hr = callable->Call(kind == ObjectNoValue ? nullptr : self.get(), plain.size(), plain.data(),
                                      result.out(), nullptr);
    if (FAILED(hr))
        return explain(hr, result.get(), r.message);
    writeValue(r.out, result.get());
    return S_OK;
}

HRESULT createInstance(Request &r) {
    Ref<IModelObject> model, result;
    std::vector<Ref<IModelObject>> arguments;
    const HRESULT a = readValue(r.in, model), b = readValues(r.in, arguments);
    if (FAILED(a) || FAILED(b))
        return FAILED(a) ? a : b;
    Ref<IConstructableConcept> constructable = conceptOf<IConstructableConcept>(model.get());
    if (!constructable)
        return E_NOTIMPL;
    std::vector<IModelObject *> plain = borrow(arguments);
    const HRESULT hr = constructable->CreateInstance(plain.size(), plain.data(), result.out());
    if (FAILED(hr))
        return explain(hr, result.get(), r.message);
    writeValue(r.out, result.get());
    return S_OK;
}
} // namespace

void addObjectHandlers() {
    addHandler(op::Root, root);
    addHandler(op::NamedModel, namedModel);
    addHandler(op::Hold, hold);
    addHandler(op::Released, released);
    addHandler(op::Stats, stats);
    addHandler(op::Keys, keys);
    addHandler(op::GetKey, getKey);
    addHandler(op::SetKey, setKey);
    addHandler(op::Concepts, concepts);
    addHandler(op::Display, display);
    addHandler(op::Compare, compare);
    addHandler(op::Equals, equals);
    addHandler(op::CallMethod, callMethod);
    addHandler(op::CreateInstance, createInstance);
}
