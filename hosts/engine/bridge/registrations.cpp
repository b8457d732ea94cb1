// What a script registers with the data model, and how it is taken back.
#include "node_object.h"

#include <functional>
#include <map>

namespace {
std::map<ULONG, std::function<void()>> registrations;
ULONG lastRegistration = 0;

/** One Node object is one data model, however often it is registered. */
struct Model {
    Ref<IModelObject> object;
    unsigned uses = 0;
};
std::map<ULONG, Model> models;

void dropModel(ULONG id) {
    const auto found = models.find(id);
    if (found == models.end() || --found->second.uses)
        return;
    const Model last = found->second;
    models.erase(found);
}

/** Reads a value that is to become a parent or a named model; `id` is that of a Node object, or 0. */
HRESULT readModel(Reader &in, Ref<IModelObject> &object, ULONG &id) {
    id = 0;
    if (in.peek() != tag::NodeObject)
        return readValue(in, object);
    in.u8();
    const ULONG nodeId = in.u32();
    const unsigned concepts = in.u8();
    std::vector<Ref<IModelObject>> parents;
    HRESULT hr = readValues(in, parents);
    const auto found = models.find(nodeId);
    if (found != models.end()) {
        noteReleased(nodeId);
        object = found->second.object;
    } else {
        if (SUCCEEDED(hr))
            hr = makeNodeModel(nodeId, concepts, object);
        for (size_t i = 0; SUCCEEDED(hr) && i < parents.size(); ++i)
            hr = object->AddParentModel(parents[i].get(), nullptr, false);
        if (FAILED(hr))
            return hr;
        models[nodeId].object = object;
    }
    ++models[nodeId].uses;
    id = nodeId;
    return S_OK;
}

/** Ends a registration request: on success its number goes out, on failure the model is let go. */
HRESULT done(Request &r, HRESULT hr, ULONG id, std::function<void()> undo) {
    if (FAILED(hr)) {
        dropModel(id);
        return hr;
    }
    registrations[++lastRegistration] = [undo, id] {
        undo();
        dropModel(id);
    };
    r.out.u32(lastRegistration);
    return S_OK;
}

HRESULT registerModel(Request &r) {
    const std::wstring name = r.in.text();
    Ref<IModelObject> model;
    ULONG id = 0;
    HRESULT hr = readModel(r.in, model, id);
    if (SUCCEEDED(hr))
        hr = engine.namedModels->RegisterNamedModel(name.c_str(), model.get());
    return done(r, hr, id, [name] { engine.namedModels->UnregisterNamedModel(name.c_str()); });
}

HRESULT addParent(Request &r) {
    Ref<IModelObject> child, parent;
    ULONG childId = 0, id = 0;
    const HRESULT a = readModel(r.in, child, childId), b = readModel(r.in, parent, id);
    HRESULT hr = FAILED(a) ? a : b;
    if (SUCCEEDED(hr))
        hr = child->AddParentModel(parent.get(), nullptr, false);
    if (FAILED(hr))
        dropModel(childId);
    return done(r, hr, id, [child, parent, childId] {
        child->RemoveParentModel(parent.get());
        dropModel(childId);
    });
}

HRESULT registerSignature(Request &r) {
    const bool visualizer = r.in.u8() != 0;
    const std::wstring signature = r.in.text(), module = r.in.text(), low = r.in.text(), high = r.in.text();
    Ref<IModelObject> model;
    ULONG id = 0;
    HRESULT hr = readModel(r.in, model, id);
    Ref<IDebugHostTypeSignature> type;
    if (SUCCEEDED(hr))
        hr = module.empty() ? engine.hostSymbols->CreateTypeSignature(signature.c_str(), nullptr, type.out())
                            : engine.hostSymbols->CreateTypeSignatureForModuleRange(
                                  signature.c_str(), module.c_str(), low.empty() ? nullptr : low.c_str(),
                                  high.empty() ? nullptr : high.c_str(), type.out());
    if (SUCCEEDED(hr))
        hr = visualizer ? engine.models->RegisterModelForTypeSignature(type.get(), model.get())
                        : engine.models->RegisterExtensionForTypeSignature(type.get(), model.get());
    return done(r, hr, id, [visualizer, model, type] {
        if (visualizer)
            engine.models->UnregisterModelForTypeSignature(model.get(), type.get());
        else
            engine.models->UnregisterExtensionForTypeSignature(model.get(), type.get());
    });
}

HRESULT functionAlias(Request &r) {
    const std::wstring name = r.in.text();
    Ref<IModelObject> method;
    HRESULT hr = readValue(r.in, method);
    Ref<IKeyStore> metadata;
    readMetadata(r.in, metadata);
    if (SUCCEEDED(hr))
        hr = metadata && engine.extensibility2
                 ? engine.extensibility2->CreateFunctionAliasWithMetadata(name.c_str(), method.get(), metadata.get())
                 : engine.extensibility->CreateFunctionAlias(name.c_str(), method.get());
    return done(r, hr, 0, [name] { engine.extensibility->DestroyFunctionAlias(name.c_str()); });
}

HRESULT namespaceProperty(Request &r) {
    const std::wstring parent = r.in.text(), modelName = r.in.text(), property = r.in.text();
    Ref<IModelObject> model, space;
    ULONG id = 0;
    HRESULT hr = readModel(r.in, model, id);
    if (SUCCEEDED(hr))
        hr = engine.namedModels->AcquireSubNamespace(parent.c_str(), modelName.c_str(), property.c_str(), nullptr,
                                                     space.out());
    if (SUCCEEDED(hr))
        hr = space->AddParentModel(model.get(), nullptr, false);
    return done(r, hr, id, [space, model] { space->RemoveParentModel(model.get()); });
}

HRESULT unregister(Request &r) {
    const auto found = registrations.find(r.in.u32());
    if (found == registrations.end())
        return S_OK;
    const std::function<void()> undo = std::move(found->second);
    registrations.erase(found);
    undo();
    return S_OK;
}
} // namespace

void addRegistrationHandlers() {
    addHandler(op::RegisterModel, registerModel);
    addHandler(op::AddParent, addParent);
    addHandler(op::RegisterSignature, registerSignature);
    addHandler(op::FunctionAlias, functionAlias);
    addHandler(op::NamespaceProperty, namespaceProperty);
    addHandler(op::Unregister, unregister);
}
