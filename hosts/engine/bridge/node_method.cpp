// Methods of Node's, and what an answer of Node's becomes for the engine.
#include "node_tag.h"

namespace {
class NodeMethod final : public Com<IModelMethod, INodeTag> {
  public:
    explicit NodeMethod(ULONG nodeId) : id(nodeId) {}
    ~NodeMethod() override { noteReleased(id); }
    ULONG nodeId() override { return id; }
    STDMETHOD(Call)
    (IModelObject *self, ULONG64 count, IModelObject **arguments, IModelObject **result, IKeyStore **metadata) override {
        Writer q = about(id, self);
        writeList(q, count, arguments);
        Answer a = askNode(op::Invoke, q);
        return giveValue(a, result, metadata);
    }

  private:
    const ULONG id;
};
} // namespace

HRESULT makeNodeMethod(ULONG id, Ref<IModelObject> &object) {
    Ref<NodeMethod> method(new NodeMethod(id));
    VARIANT v;
    VariantInit(&v);
    v.vt = VT_UNKNOWN;
    v.punkVal = static_cast<IModelMethod *>(method.get());
    return engine.models->CreateIntrinsicObject(ObjectMethod, &v, object.out());
}

bool isNodeMethod(IModelObject *method, ULONG &id) {
    Variant v;
    if (FAILED(method->GetIntrinsicValue(&v)) || v.vt != VT_UNKNOWN || !v.punkVal)
        return false;
    Ref<INodeTag> tag = Ref<IUnknown>::share(v.punkVal).as<INodeTag>();
    if (tag)
        id = tag->nodeId();
    return static_cast<bool>(tag);
}

HRESULT refuse(const Answer &answer, IModelObject **error) {
    if (error)
        *error = errorObject(answer.hr, answer.message).detach();
    return answer.hr;
}

HRESULT giveValue(Answer &answer, IModelObject **object, IKeyStore **metadata) {
    if (object)
        *object = nullptr;
    if (metadata)
        *metadata = nullptr;
    if (!answer.ok())
        return refuse(answer, object);
    Ref<IModelObject> value;
    HRESULT hr = readValue(answer.body, value);
    Ref<IKeyStore> store;
    readMetadata(answer.body, store);
    if (FAILED(hr))
        return hr;
    ModelObjectKind kind = ObjectNoValue;
    if (SUCCEEDED(value->GetKind(&kind)) && kind == ObjectError) {
        std::wstring message;
        hr = explain(E_FAIL, value.get(), message);
    } else if (metadata) {
        *metadata = store.detach();
    }
    if (object)
        *object = value.detach();
    return hr;
}
