// Tables of handles and contexts.
#include "values.h"

#include <unordered_map>

namespace {
struct Held {
    Ref<IModelObject> object;
    ULONG sent = 0;
};
std::vector<Held> held(1); // 0 is no handle
std::vector<ULONG> unused;
std::unordered_map<IModelObject *, ULONG> handleNumbers;

std::vector<Ref<IDebugHostContext>> contexts(1);
std::unordered_map<IDebugHostContext *, ULONG> contextNumbers;
} // namespace

ULONG handleOf(IModelObject *object) {
    const auto known = handleNumbers.find(object);
    if (known != handleNumbers.end()) {
        ++held[known->second].sent;
        return known->second;
    }
    ULONG handle;
    if (unused.empty()) {
        handle = static_cast<ULONG>(held.size());
        held.emplace_back();
    } else {
        handle = unused.back();
        unused.pop_back();
    }
    held[handle].object = Ref<IModelObject>::share(object);
    held[handle].sent = 1;
    handleNumbers[object] = handle;
    return handle;
}

IModelObject *objectOf(ULONG handle) { return handle < held.size() ? held[handle].object.get() : nullptr; }

void releaseHandle(ULONG handle, ULONG count) {
    if (handle >= held.size() || !held[handle].object)
        return;
    Held &h = held[handle];
    h.sent = h.sent > count ? h.sent - count : 0;
    if (h.sent)
        return;
    handleNumbers.erase(h.object.get());
    // Out of the table first: the last release may run code that uses it.
    Ref<IModelObject> last = std::move(h.object);
    unused.push_back(handle);
}

size_t handleCount() { return handleNumbers.size(); }

ULONG contextNumber(IDebugHostContext *context) {
    if (!context)
        return 0;
    const auto known = contextNumbers.find(context);
    if (known != contextNumbers.end())
        return known->second;
    for (ULONG i = 1; i < contexts.size(); ++i) {
        bool equal = false;
        if (SUCCEEDED(contexts[i]->IsEqualTo(context, &equal)) && equal)
            return i;
    }
    const ULONG number = static_cast<ULONG>(contexts.size());
    contexts.push_back(Ref<IDebugHostContext>::share(context));
    contextNumbers[context] = number;
    return number;
}

IDebugHostContext *contextOf(ULONG number) {
    return number && number < contexts.size() ? contexts[number].get() : USE_CURRENT_HOST_CONTEXT;
}

Ref<IDebugHostContext> realContext(ULONG number) {
    if (number && number < contexts.size())
        return contexts[number];
    Ref<IDebugHostContext> current;
    engine.host->GetCurrentContext(current.out());
    return current;
}
