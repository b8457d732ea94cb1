/** Help of the LINQ methods, as `dx -v` shows it. Source: transcript 11. */
export const HELP: Readonly<Record<string, string>> = {
  Aggregate:
    "Aggregate(AggregateMethod) | Aggregate(InitialSeed, AggregateMethod) | Aggregate(InitialSeed, AggregateMethod, ResultSelectorMethod) - LINQ equivalent method which iterates through the items in the given collection, running the aggregate method on each one and storing the returned result as the current aggregate value. Once the collection has been exhausted, the final accumulated value is returned. An optional result selector method can be specified which transforms the final accumulator value before returning it.",
  All: "All(PredicateMethod) - LINQ equivalent method which returns whether all elements in the collection match a given predicate",
  AllNonError:
    "AllNonError(PredicateMethod) - LINQ equivalent method which returns whether all elements in the collection match a given predicate. Errors are ignored if all non-error results match the predicate.",
  Any: "Any(PredicateMethod) - LINQ equivalent method which returns whether any element in the collection matches a given predicate",
  Average:
    "Average([ProjectionMethod]) - LINQ equivalent method which finds the average of all values in the enumeration. An optional projection method can be specified that transforms each value before the average is computed.",
  Concat:
    "Concat(InnerCollection) - LINQ equivalent method which returns all elements from both collections, including duplicates.",
  Contains:
    "Contains(Object, [ComparatorMethod]) - LINQ equivalent method which searches for the given element in the sequence using default comparator rules. An optional comparator method can be provided that will be called each time the element is compared against an entry in the sequence.",
  Count: "Count() - LINQ equivalent method which returns the number of objects in the collection",
  Distinct:
    "Distinct([ComparatorMethod]) - LINQ equivalent method which returns all distinct objects from the given collection, using default comparison rules. An optional comparator method can be provided to be called each time objects in the collection must be compared.",
  Except:
    "Except(InnerCollection, [ComparatorMethod]) - LINQ equivalent method which returns all distinct objects in the given collection that are NOT found in the inner collection. An optional comparator method can also be specified.",
  First:
    "First([PredicateMethod]) - LINQ equivalent method which returns the first element in the collection or the first which matches an optional predicate",
  FirstNonError:
    "FirstNonError([PredicateMethod]) - LINQ equivalent method which returns the first element in the collection or the first which matches an optional predicate. Any errors encountered are ignored if a valid element is found.",
  Flatten:
    "Flatten([KeyProjectorMethod]) - Method which flattens a tree of collections (or a tree of keys that project to collections via an optional projector method) into a single collection",
  GroupBy:
    "GroupBy(KeyProjectorMethod, [KeyComparatorMethod]) - LINQ equivalent method which groups the collection by unique keys defined via a key projector and optional key comparator",
  Intersect:
    "Intersect(InnerCollection, [ComparatorMethod]) - LINQ equivalent method which returns all distinct objects in the given collection that are also found in the inner collection. An optional comparator method can also be specified.",
  Join: "Join(InnerCollection, Outer key selector method, Inner key selector method, Result selector method, [ComparatorMethod]) - LINQ equivalent method which projects a key for each element of the outer collection and each element of the inner collection using the methods provided. If the projected keys from both these elements match, then the result selector method is called with both those values and its output is returned to the user. An optional comparator method can also be specified.",
  Last: "Last([PredicateMethod]) - LINQ equivalent method which returns the last element in the collection or the last which matches an optional predicate",
  LastNonError:
    "LastNonError([PredicateMethod]) - LINQ equivalent method which returns the last element in the collection or the last which matches an optional predicate. Any errors are ignored.",
  Max: "Max([ProjectionMethod]) - LINQ equivalent method which returns the maximum element using standard comparison rules. An optional projection method can be specified to project the elements of a sequence before comparing them with each other.",
  Min: "Min([ProjectionMethod]) - LINQ equivalent method which returns the minimum element using standard comparison rules. An optional projection method can be specified to project the elements of a sequence before comparing them with each other.",
  OrderBy:
    "OrderBy(KeyProjectorMethod, [KeyComparatorMethod]) - LINQ equivalent method which orders the collection via a key projector and optional key comparator in ascending order",
  OrderByDescending:
    "OrderByDescending(KeyProjectorMethod, [KeyComparatorMethod]) - LINQ equivalent method which orders the collection via a key projector and optional key comparator in descending order",
  Reverse: "Reverse() - LINQ equivalent method which returns the reverse of the supplied enumeration.",
  Select:
    "Select(ProjectionMethod) - LINQ equivalent method which projects the collection to a new collection via calling a projection method on every element",
  SelectMany:
    "SelectMany(ProjectionMethod) - LINQ equivalent method which projects each element in the collection to a new collection via calling a projection method on every element.  The newly projected set of collections is then flattened (a single level) into a new collection containing all of the elements.",
  SequenceEqual:
    "SequenceEqual(InnerCollection, [ComparatorMethod]) - LINQ equivalent method which goes through the outer and inner collections and makes sure that they are equal (incl. sequence length). An optional comparator can be specified.",
  Single:
    "Single([PredicateMethod]) - LINQ equivalent method which returns the only element in a list, or, if a predicate was specified, the only element that satisfies the predicate. If there are multiple elements that match the criteria, an error is returned.",
  Skip: "Skip(Count) - LINQ equivalent method which skips the specified number of elements in the collection and returns all the rest.",
  SkipLast:
    "SkipLast(Count) - LINQ equivalent method which skips the specified number of elements from the end of the collection and returns all the rest.",
  SkipWhile:
    "SkipWhile(PredicateMethod) - LINQ equivalent method which runs the predicate for each element and skips it as long as it keeps returning true. Once the predicate fails, the rest of the collection is returned.",
  Sum: "Sum([ProjectionMethod]) - LINQ equivalent method which sums all the elements in the collection. Can optionally specify a projector method to transform the elements before summation occurs.",
  Take: "Take(Count) - LINQ equivalent method which takes the specified number of elements from the collection.",
  TakeLast:
    "TakeLast(Count) - LINQ equivalent methods which takes the specified number of elements from the end of the collection.",
  TakeWhile:
    "TakeWhile(PredicateMethod) - LINQ equivalent method which runs the predicate for each element and returns it only if the result is successful. Once the predicate fails, no more elements will be taken.",
  ToArray:
    "ToArray() - LINQ equivalent method which produces an [0..N) indexed array of each element in the collection.  This also has the effect of immediately realizing any deferred operations which may have resulted from LINQ queries prior to the ToArray.",
  Union:
    "Union(InnerCollection, [ComparatorMethod]) - LINQ equivalent method which returns all distinct objects from the given and inner collection. An optional comparator method can also be specified.",
  Where:
    "Where(FilterMethod) - LINQ equivalent method which filters elements in the collection according to when a filter method returns true for a given element",
};
