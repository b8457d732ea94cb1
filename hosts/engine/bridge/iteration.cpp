// Walks over the engine's containers, for Node.
#include "values.h"

#include <map>

namespace {
struct Walk {
    Ref<IModelIterator> iterator;
    ULONG64 dimensions = 0;
};
std::map<ULONG, Walk> walks;
ULONG lastWalk = 0;

HRESULT iterate(Request &r) {
    Ref<IModelObject> object;
    HRESULT hr = readValue(r.in, object);
    if (FAILED(hr))
        return hr;
    Ref<IIterableConcept> iterable;
    Walk walk;
    hr = object->GetConcept(IID_IIterableConcept, reinterpret_cast<IUnknown **>(iterable.out()), nullptr);
    if (SUCCEEDED(hr))
        hr = iterable->GetDefaultIndexDimensionality(object.get(), &walk.dimensions);
    if (SUCCEEDED(hr))
        hr = iterable->GetIterator(object.get(), walk.iterator.out());
    if (FAILED(hr))
        return hr;
    walks[++lastWalk] = walk;
    r.out.u32(lastWalk);
    return S_OK;
}

HRESULT next(Request &r) {
    const auto found = walks.find(r.in.u32());
    if (found == walks.end())
        return E_HANDLE;
    // A copy: the item's own code may close this walk or begin others.
    const Walk walk = found->second;
    std::vector<IModelObject *> indices(static_cast<size_t>(walk.dimensions), nullptr);
    Ref<IModelObject> item;
    HRESULT hr = walk.iterator->GetNext(item.out(), walk.dimensions, indices.data(), nullptr);
    // The list goes out as it came in, so that its owner is clear.
    std::vector<Ref<IModelObject>> owned;
    for (IModelObject *index : indices)
        owned.emplace_back(index);
    if (hr == E_BOUNDS) {
        r.out.u8(0);
        return S_OK;
    }
    r.out.u8(1);
    if (FAILED(hr)) {
        std::wstring message;
        hr = explain(hr, item.get(), message);
        writeValue(r.out, errorObject(hr, message).get());
    } else {
        writeValue(r.out, item.get());
    }
    r.out.u32(static_cast<ULONG>(owned.size()));
    for (const auto &index : owned)
        writeValue(r.out, index.get());
    return S_OK;
}

HRESULT closeIterator(Request &r) {
    walks.erase(r.in.u32());
    return S_OK;
}

HRESULT dimensionality(Request &r) {
    Ref<IModelObject> object;
    Ref<IIndexableConcept> indexable;
    HRESULT hr = readValue(r.in, object);
    if (SUCCEEDED(hr))
        hr = object->GetConcept(IID_IIndexableConcept, reinterpret_cast<IUnknown **>(indexable.out()), nullptr);
    ULONG64 n = 0;
    if (SUCCEEDED(hr))
        hr = indexable->GetDimensionality(object.get(), &n);
    r.out.u32(SUCCEEDED(hr) ? static_cast<ULONG>(n) : 0);
    return S_OK;
}

HRESULT index(Request &r) {
    Ref<IModelObject> object, item;
    std::vector<Ref<IModelObject>> indices;
    const HRESULT a = readValue(r.in, object), b = readValues(r.in, indices);
    if (FAILED(a) || FAILED(b))
        return FAILED(a) ? a : b;
    Ref<IIndexableConcept> indexable;
    HRESULT hr = object->GetConcept(IID_IIndexableConcept, reinterpret_cast<IUnknown **>(indexable.out()), nullptr);
    if (FAILED(hr))
        return hr;
    std::vector<IModelObject *> plain = borrow(indices);
    hr = indexable->GetAt(object.get(), plain.size(), plain.data(), item.out(), nullptr);
    if (FAILED(hr))
        return explain(hr, item.get(), r.message);
    writeValue(r.out, item.get());
    return S_OK;
}

HRESULT setIndex(Request &r) {
    Ref<IModelObject> object, value;
    std::vector<Ref<IModelObject>> indices;
    const HRESULT a = readValue(r.in, object), b = readValues(r.in, indices), c = readValue(r.in, value);
    if (FAILED(a) || FAILED(b) || FAILED(c))
        return FAILED(a) ? a : FAILED(b) ? b : c;
    Ref<IIndexableConcept> indexable;
    const HRESULT hr = object->GetConcept(IID_IIndexableConcept, reinterpret_cast<IUnknown **>(indexable.out()), nullptr);
    if (FAILED(hr))
        return hr;
    std::vector<IModelObject *> plain = borrow(indices);
    return indexable->SetAt(object.get(), plain.size(), plain.data(), value.get());
}
} // namespace

void addIterationHandlers() {
    addHandler(op::Iterate, iterate);
    addHandler(op::Next, next);
    addHandler(op::CloseIterator, closeIterator);
    addHandler(op::IndexDimensions, dimensionality);
    addHandler(op::Index, index);
    addHandler(op::SetIndex, setIndex);
}
