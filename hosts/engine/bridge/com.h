// The little COM this program needs: an owning pointer, an owned BSTR, a reference-counted base class.
#pragma once
#include "engine_headers.h"

#include <string>
#include <utility>

/** The IID of an interface, chosen by type (`__uuidof` is not portable). */
template <class T> const IID &iidOf();
#define IID_OF(type)                                                                                                   \
    template <> inline const IID &iidOf<type>() { return IID_##type; }
IID_OF(IUnknown)
IID_OF(IModelObject)
IID_OF(IModelObject2)
IID_OF(IKeyStore)
IID_OF(IKeyEnumerator)
IID_OF(IModelKeyReference)
IID_OF(IModelPropertyAccessor)
IID_OF(IModelMethod)
IID_OF(IModelIterator)
IID_OF(IDataModelConcept)
IID_OF(IStringDisplayableConcept)
IID_OF(IIterableConcept)
IID_OF(IIndexableConcept)
IID_OF(IComparableConcept)
IID_OF(IEquatableConcept)
IID_OF(IConstructableConcept)
IID_OF(IDynamicKeyProviderConcept)
IID_OF(IDynamicConceptProviderConcept)
IID_OF(IDataModelManager)
IID_OF(IDataModelManager2)
IID_OF(IDataModelScriptManager)
IID_OF(IDataModelScriptProvider)
IID_OF(IDataModelScriptTemplateEnumerator)
IID_OF(IDataModelScript)
IID_OF(IDataModelScript2)
IID_OF(IDebugHost)
IID_OF(IDebugHostSymbols)
IID_OF(IDebugHostMemory)
IID_OF(IDebugHostEvaluator)
IID_OF(IDebugHostEvaluator2)
IID_OF(IDebugHostExtensibility)
IID_OF(IDebugHostExtensibility2)
IID_OF(IDebugHostScriptHost)
IID_OF(IDebugHostField)
IID_OF(IDebugHostData)
IID_OF(IDebugHostPublic)
IID_OF(IDebugHostConstant)
IID_OF(IDebugHostBaseClass)
IID_OF(IHostDataModelAccess)
IID_OF(IDebugClient5)
IID_OF(IDebugControl4)
IID_OF(IDebugSymbols3)
IID_OF(IDebugOutputCallbacksWide)
IID_OF(IDebugEventCallbacksWide)

/** An owning interface pointer. */
template <class T> class Ref {
  public:
    Ref() = default;
    explicit Ref(T *adopted) : p(adopted) {}
    Ref(const Ref &other) : p(other.p) {
        if (p)
            p->AddRef();
    }
    Ref(Ref &&other) noexcept : p(other.detach()) {}
    Ref &operator=(Ref other) noexcept {
        std::swap(p, other.p);
        return *this;
    }
    ~Ref() { reset(); }
    static Ref share(T *borrowed) {
        if (borrowed)
            borrowed->AddRef();
        return Ref(borrowed);
    }
    T *get() const { return p; }
    T *operator->() const { return p; }
    explicit operator bool() const { return p != nullptr; }
    T **out() {
        reset();
        return &p;
    }
    T *detach() {
        T *held = p;
        p = nullptr;
        return held;
    }
    void reset() {
        T *held = detach();
        if (held)
            held->Release();
    }
    template <class U> Ref<U> as() const {
        Ref<U> other;
        if (p)
            p->QueryInterface(iidOf<U>(), reinterpret_cast<void **>(other.out()));
        return other;
    }

  private:
    T *p = nullptr;
};

/** A BSTR that the engine returns. */
class Text {
  public:
    Text() = default;
    Text(const Text &) = delete;
    Text &operator=(const Text &) = delete;
    ~Text() { SysFreeString(p); }
    BSTR *out() {
        SysFreeString(p);
        p = nullptr;
        return &p;
    }
    std::wstring str() const { return p ? std::wstring(p, SysStringLen(p)) : std::wstring(); }

  private:
    BSTR p = nullptr;
};

/** A VARIANT that clears itself. */
class Variant : public VARIANT {
  public:
    Variant() { VariantInit(this); }
    Variant(const Variant &) = delete;
    Variant &operator=(const Variant &) = delete;
    ~Variant() { VariantClear(this); }
};

/** Reference counting and QueryInterface for a class with the given interfaces; the first one is its IUnknown. */
template <class First, class... Rest> class Com : public First, public Rest... {
  public:
    STDMETHOD(QueryInterface)(REFIID iid, void **out) override {
        if (!out)
            return E_POINTER;
        *out = find<First, Rest...>(iid);
        if (!*out)
            return E_NOINTERFACE;
        AddRef();
        return S_OK;
    }
    STDMETHOD_(ULONG, AddRef)() override { return ++references; }
    STDMETHOD_(ULONG, Release)() override {
        const ULONG left = --references;
        if (!left)
            delete this;
        return left;
    }

  protected:
    virtual ~Com() = default;
    /** Interfaces that are not bases of their own, such as the older version of one. */
    virtual void *other(REFIID) { return nullptr; }

  private:
    template <class I, class... More> void *find(REFIID iid) {
        if (iid == iidOf<I>())
            return static_cast<I *>(this);
        if constexpr (sizeof...(More) > 0) {
            return find<More...>(iid);
        } else {
            if (iid == IID_IUnknown)
                return static_cast<IUnknown *>(static_cast<First *>(this));
            return other(iid);
        }
    }
    ULONG references = 1;
};
