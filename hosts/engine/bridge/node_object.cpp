// A Node object as a synthetic object: a dynamic key provider and the concepts Node says it has.
#include "node_tag.h"

namespace {
class NodeObject;

/** Reads and writes a key when it is used, not when it is found. */
class Accessor final : public Com<IModelPropertyAccessor> {
  public:
    explicit Accessor(NodeObject *owner);
    STDMETHOD(GetValue)(PCWSTR key, IModelObject *self, IModelObject **value) override;
    STDMETHOD(SetValue)(PCWSTR key, IModelObject *self, IModelObject *value) override;

  private:
    Ref<NodeObject> owner;
};

class Keys final : public Com<IKeyEnumerator> {
  public:
    struct Key {
        std::wstring name;
        Ref<IKeyStore> metadata;
    };
    Keys(NodeObject *owner, std::vector<Key> list);
    STDMETHOD(Reset)() override {
        at = 0;
        return S_OK;
    }
    STDMETHOD(GetNext)(BSTR *key, IModelObject **value, IKeyStore **metadata) override;

  private:
    Ref<NodeObject> owner;
    std::vector<Key> list;
    size_t at = 0;
};

class Iterator final : public Com<IModelIterator> {
  public:
    Iterator(NodeObject *owner, IModelObject *self, ULONG iteration);
    ~Iterator() override { noteReleased(iteration); }
    STDMETHOD(Reset)() override;
    STDMETHOD(GetNext)(IModelObject **object, ULONG64 dimensions, IModelObject **indices, IKeyStore **metadata) override;

  private:
    Ref<NodeObject> owner;
    Ref<IModelObject> self;
    ULONG iteration;
};

class NodeObject final
    : public Com<IDynamicKeyProviderConcept, IStringDisplayableConcept, IIterableConcept, IIndexableConcept,
                 IComparableConcept, IEquatableConcept, IDataModelConcept, INodeTag> {
  public:
    explicit NodeObject(ULONG nodeId) : id(nodeId) {}
    ~NodeObject() override { noteReleased(id); }
    ULONG nodeId() override { return id; }

    HRESULT accessor(IModelObject **out) {
        VARIANT v;
        VariantInit(&v);
        Ref<IModelPropertyAccessor> made(new Accessor(this));
        v.vt = VT_UNKNOWN;
        v.punkVal = made.get();
        return engine.models->CreateIntrinsicObject(ObjectPropertyAccessor, &v, out);
    }

    // IDynamicKeyProviderConcept
    STDMETHOD(GetKey)(IModelObject *self, PCWSTR key, IModelObject **value, IKeyStore **metadata, bool *has) override {
        if (value)
            *value = nullptr;
        if (metadata)
            *metadata = nullptr;
        if (has)
            *has = false;
        Writer q = about(id, self);
        q.text(key);
        Answer a = askNode(op::HasKey, q);
        if (!a.ok())
            return a.hr;
        if (!a.body.u8())
            return S_OK;
        Ref<IKeyStore> store;
        readMetadata(a.body, store);
        const HRESULT hr = value ? accessor(value) : S_OK;
        if (FAILED(hr))
            return hr;
        if (metadata)
            *metadata = store.detach();
        if (has)
            *has = true;
        return S_OK;
    }
    STDMETHOD(SetKey)(IModelObject *self, PCWSTR key, IModelObject *value, IKeyStore *) override {
        Writer q = about(id, self);
        q.text(key);
        writeValue(q, value);
        return askNode(op::NewKey, q).hr;
    }
    STDMETHOD(EnumerateKeys)(IModelObject *self, IKeyEnumerator **out) override {
        *out = nullptr;
        Answer a = askNode(op::ListKeys, about(id, self));
        if (!a.ok())
            return a.hr;
        std::vector<Keys::Key> list(a.body.u32());
        for (auto &key : list) {
            key.name = a.body.text();
            readMetadata(a.body, key.metadata);
        }
        *out = new Keys(this, std::move(list));
        return S_OK;
    }

    // IStringDisplayableConcept
    STDMETHOD(ToDisplayString)(IModelObject *self, IKeyStore *, BSTR *text) override {
        *text = nullptr;
        Answer a = askNode(op::ShowObject, about(id, self));
        if (!a.ok())
            return a.hr;
        const bool has = a.body.u8() != 0;
        const std::wstring s = a.body.text();
        if (!has)
            return E_NOTIMPL;
        *text = SysAllocStringLen(s.data(), static_cast<UINT>(s.size()));
        return *text ? S_OK : E_OUTOFMEMORY;
    }

    // IIterableConcept
    STDMETHOD(GetDefaultIndexDimensionality)(IModelObject *self, ULONG64 *n) override { return dimensions(self, n); }
    STDMETHOD(GetIterator)(IModelObject *self, IModelIterator **out) override {
        *out = nullptr;
        Answer a = askNode(op::StartIteration, about(id, self));
        if (!a.ok())
            return a.hr;
        *out = new Iterator(this, self, a.body.u32());
        return S_OK;
    }

    // IIndexableConcept
    STDMETHOD(GetDimensionality)(IModelObject *self, ULONG64 *n) override { return dimensions(self, n); }
    STDMETHOD(GetAt)
    (IModelObject *self, ULONG64 count, IModelObject **indices, IModelObject **object, IKeyStore **metadata) override {
        Writer q = about(id, self);
        writeList(q, count, indices);
        Answer a = askNode(op::ItemAt, q);
        const HRESULT hr = giveValue(a, object, metadata);
        // With a failing HRESULT dx prints the code and drops the words; an error object alone keeps them.
        return FAILED(hr) && *object ? S_OK : hr;
    }
    STDMETHOD(SetAt)(IModelObject *self, ULONG64 count, IModelObject **indices, IModelObject *value) override {
        Writer q = about(id, self);
        writeList(q, count, indices);
        writeValue(q, value);
        return askNode(op::SetItemAt, q).hr;
    }

    // IComparableConcept, IEquatableConcept
    STDMETHOD(CompareObjects)(IModelObject *self, IModelObject *that, int *result) override {
        Writer q = about(id, self);
        writeValue(q, that);
        Answer a = askNode(op::CompareObjects, q);
        if (a.ok())
            *result = static_cast<int>(a.body.u32());
        return a.hr;
    }
    STDMETHOD(AreObjectsEqual)(IModelObject *self, IModelObject *that, bool *equal) override {
        Writer q = about(id, self);
        writeValue(q, that);
        Answer a = askNode(op::EqualObjects, q);
        if (a.ok())
            *equal = a.body.u8() != 0;
        return a.hr;
    }

    // IDataModelConcept
    STDMETHOD(InitializeObject)(IModelObject *, IDebugHostTypeSignature *, IDebugHostSymbolEnumerator *) override {
        return S_OK;
    }
    STDMETHOD(GetName)(BSTR *) override { return E_NOTIMPL; }

  private:
    HRESULT dimensions(IModelObject *self, ULONG64 *n) {
        *n = 0;
        Answer a = askNode(op::Dimensionality, about(id, self));
        if (a.ok())
            *n = a.body.u32();
        return a.hr;
    }
    const ULONG id;
};

Accessor::Accessor(NodeObject *o) : owner(Ref<NodeObject>::share(o)) {}

HRESULT Accessor::GetValue(PCWSTR key, IModelObject *self, IModelObject **value) {
    Writer q = about(owner->nodeId(), self);
    q.text(key);
    Answer a = askNode(op::ReadKey, q);
    return giveValue(a, value, nullptr);
}

HRESULT Accessor::SetValue(PCWSTR key, IModelObject *self, IModelObject *value) {
    Writer q = about(owner->nodeId(), self);
    q.text(key);
    writeValue(q, value);
    return askNode(op::WriteKey, q).hr;
}

Keys::Keys(NodeObject *o, std::vector<Key> l) : owner(Ref<NodeObject>::share(o)), list(std::move(l)) {}

HRESULT Keys::GetNext(BSTR *key, IModelObject **value, IKeyStore **metadata) {
    if (value)
        *value = nullptr;
    if (metadata)
        *metadata = nullptr;
    if (at >= list.size())
        return E_BOUNDS;
    const Key &next = list[at];
    const HRESULT hr = value ? owner->accessor(value) : S_OK;
    if (FAILED(hr))
        return hr;
    *key = SysAllocStringLen(next.name.data(), static_cast<UINT>(next.name.size()));
    if (metadata)
        *metadata = Ref<IKeyStore>(next.metadata).detach();
    ++at;
    return S_OK;
}

Iterator::Iterator(NodeObject *o, IModelObject *s, ULONG i)
    : owner(Ref<NodeObject>::share(o)), self(Ref<IModelObject>::share(s)), iteration(i) {}

HRESULT Iterator::Reset() {
    Answer a = askNode(op::StartIteration, about(owner->nodeId(), self.get()));
    if (!a.ok())
        return a.hr;
    noteReleased(iteration);
    iteration = a.body.u32();
    return S_OK;
}

HRESULT Iterator::GetNext(IModelObject **object, ULONG64 dimensions, IModelObject **indices, IKeyStore **metadata) {
    *object = nullptr;
    if (metadata)
        *metadata = nullptr;
    for (ULONG64 i = 0; indices && i < dimensions; ++i)
        indices[i] = nullptr;
    Writer q;
    q.u32(iteration);
    Answer a = askNode(op::NextItem, q);
    if (a.ok() && !a.body.u8())
        return E_BOUNDS;
    const HRESULT hr = giveValue(a, object, metadata);
    if (!a.ok())
        return hr;
    std::vector<Ref<IModelObject>> given;
    readValues(a.body, given);
    for (ULONG64 i = 0; SUCCEEDED(hr) && indices && i < dimensions; ++i) {
        if (i < given.size())
            indices[i] = given[static_cast<size_t>(i)].detach();
        else
            engine.models->CreateNoValue(&indices[i]);
    }
    return hr;
}

/** The data model whose instances carry the tag; it is nobody's parent. */
IModelObject *marker() {
    static Ref<IModelObject> model;
    if (!model) {
        // Its own id 0 is never used by Node.
        Ref<IDataModelConcept> concept_(static_cast<IDataModelConcept *>(new NodeObject(0)));
        engine.models->CreateDataModelObject(concept_.get(), model.out());
    }
    return model.get();
}

HRESULT dress(NodeObject *tag, unsigned concepts, IModelObject *object) {
    HRESULT hr = object->SetConcept(IID_IDynamicKeyProviderConcept, static_cast<IDynamicKeyProviderConcept *>(tag), nullptr);
    const auto add = [&](unsigned bit, const IID &iid, IUnknown *concept_) {
        if (SUCCEEDED(hr) && (concepts & bit))
            hr = object->SetConcept(iid, concept_, nullptr);
    };
    add(concept_bit::Display, IID_IStringDisplayableConcept, static_cast<IStringDisplayableConcept *>(tag));
    add(concept_bit::Iterate, IID_IIterableConcept, static_cast<IIterableConcept *>(tag));
    add(concept_bit::Index, IID_IIndexableConcept, static_cast<IIndexableConcept *>(tag));
    add(concept_bit::Compare, IID_IComparableConcept, static_cast<IComparableConcept *>(tag));
    add(concept_bit::Equals, IID_IEquatableConcept, static_cast<IEquatableConcept *>(tag));
    if (SUCCEEDED(hr))
        hr = object->SetContextForDataModel(marker(), static_cast<INodeTag *>(tag));
    return hr;
}
} // namespace

HRESULT makeNodeObject(ULONG id, unsigned concepts, Ref<IModelObject> &object) {
    Ref<NodeObject> tag(new NodeObject(id));
    const HRESULT hr = engine.models->CreateSyntheticObject(nullptr, object.out());
    return FAILED(hr) ? hr : dress(tag.get(), concepts, object.get());
}

HRESULT makeNodeModel(ULONG id, unsigned concepts, Ref<IModelObject> &object) {
    Ref<NodeObject> tag(new NodeObject(id));
    const HRESULT hr = engine.models->CreateDataModelObject(static_cast<IDataModelConcept *>(tag.get()), object.out());
    return FAILED(hr) ? hr : dress(tag.get(), concepts, object.get());
}

bool isNodeObject(IModelObject *object, ULONG &id) {
    Ref<IUnknown> context;
    if (FAILED(object->GetContextForDataModel(marker(), context.out())) || !context)
        return false;
    Ref<INodeTag> tag = context.as<INodeTag>();
    if (tag)
        id = tag->nodeId();
    return static_cast<bool>(tag);
}
