// The engine's script provider for .js files; Node runs them.
#include "node_object.h"

namespace {
ULONG lastScript = 0;

BSTR bstr(const std::wstring &s) { return SysAllocStringLen(s.data(), static_cast<UINT>(s.size())); }

class NoTemplates final : public Com<IDataModelScriptTemplateEnumerator> {
  public:
    STDMETHOD(Reset)() override { return S_OK; }
    STDMETHOD(GetNext)(IDataModelScriptTemplate **) override { return E_BOUNDS; }
};

class Script final : public Com<IDataModelScript2> {
  public:
    STDMETHOD(GetName)(BSTR *out) override {
        *out = bstr(name);
        return *out ? S_OK : E_OUTOFMEMORY;
    }
    STDMETHOD(Rename)(PCWSTR newName) override {
        name = newName;
        return context ? context->NotifyScriptChange(this, ScriptRename) : S_OK;
    }
    STDMETHOD(GetScriptFullFilePathName)(BSTR *out) override {
        *out = bstr(path);
        return *out ? S_OK : E_OUTOFMEMORY;
    }
    STDMETHOD(SetScriptFullFilePathName)(PCWSTR fullPath) override {
        path = fullPath;
        return S_OK;
    }
    /** The engine hands over UTF-16, whatever the file was. */
    STDMETHOD(Populate)(IStream *stream) override {
        std::string bytes;
        char piece[4096];
        for (;;) {
            ULONG got = 0;
            const HRESULT hr = stream->Read(piece, sizeof piece, &got);
            if (FAILED(hr))
                return hr;
            if (!got)
                break;
            bytes.append(piece, got);
        }
        source.assign(reinterpret_cast<const wchar_t *>(bytes.data()), bytes.size() / sizeof(wchar_t));
        return S_OK;
    }
    STDMETHOD(Execute)(IDataModelScriptClient *client) override {
        Unlink(); // a script that changed is loaded anew
        HRESULT hr = context ? S_OK : engine.scriptHost->CreateContext(this, context.out());
        if (SUCCEEDED(hr) && !space)
            hr = context->GetNamespaceObject(space.out());
        if (FAILED(hr))
            return hr;
        Writer q;
        q.u32(id);
        q.text(path.empty() ? name : path);
        q.text(source);
        Answer a = askNode(op::LoadScript, q);
        ULONG line = 0, column = 0;
        if (a.ok() && !a.body.u8()) {
            // The script itself failed: its words, and where.
            a.hr = E_FAIL;
            a.message = a.body.text();
            line = a.body.u32();
            column = a.body.u32();
        }
        if (!a.ok()) {
            client->ReportError(ErrorClassError, a.hr, a.message.c_str(), line, column);
            return a.hr;
        }
        linked = true;
        invocable = a.body.u8() != 0;
        const ULONG contentsId = a.body.u32();
        // Debugger.State.Scripts.NAME.Contents is the engine's; the script's contents become its parent.
        hr = makeNodeModel(contentsId, a.body.u8(), contents);
        if (SUCCEEDED(hr))
            hr = space->AddParentModel(contents.get(), nullptr, false);
        if (FAILED(hr))
            Unlink();
        return hr;
    }
    STDMETHOD(Unlink)() override {
        if (!linked)
            return S_OK;
        linked = false;
        invocable = false;
        Writer q;
        q.u32(id);
        askNode(op::UnloadScript, q);
        if (space && contents)
            space->RemoveParentModel(contents.get());
        contents.reset();
        return S_OK;
    }
    STDMETHOD(IsInvocable)(bool *out) override {
        *out = invocable;
        return S_OK;
    }
    STDMETHOD(InvokeMain)(IDataModelScriptClient *client) override {
        Writer q;
        q.u32(id);
        Answer a = askNode(op::InvokeScript, q);
        if (!a.ok()) {
            client->ReportError(ErrorClassError, a.hr, a.message.c_str(), 0, 0);
            return a.hr;
        }
        return a.body.u8() ? S_OK : E_NOTIMPL;
    }

  protected:
    void *other(REFIID iid) override {
        return iid == IID_IDataModelScript ? static_cast<IDataModelScript *>(this) : nullptr;
    }

  private:
    const ULONG id = ++lastScript;
    std::wstring name, path, source;
    bool linked = false, invocable = false;
    Ref<IDataModelScriptHostContext> context;
    Ref<IModelObject> space, contents;
};

class Provider final : public Com<IDataModelScriptProvider> {
  public:
    STDMETHOD(GetName)(BSTR *out) override {
        *out = bstr(L"JavaScript");
        return S_OK;
    }
    STDMETHOD(GetExtension)(BSTR *out) override {
        *out = bstr(L"js");
        return S_OK;
    }
    STDMETHOD(CreateScript)(IDataModelScript **out) override {
        *out = new Script;
        return S_OK;
    }
    STDMETHOD(GetDefaultTemplateContent)(IDataModelScriptTemplate **out) override {
        *out = nullptr;
        return E_NOTIMPL;
    }
    STDMETHOD(EnumerateTemplates)(IDataModelScriptTemplateEnumerator **out) override {
        *out = new NoTemplates;
        return S_OK;
    }
};
} // namespace

HRESULT registerScriptProvider() {
    Ref<IDataModelScriptManager> scripts = engine.models.as<IDataModelScriptManager>();
    if (!scripts)
        return E_NOINTERFACE;
    Ref<IDataModelScriptProvider> provider(new Provider);
    return scripts->RegisterScriptProvider(provider.get());
}
