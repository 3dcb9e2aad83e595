"""What a hit is worth: one transparent sum of points, the same in every engine."""

#: A typed word stands in the product's name.
IN_NAME = 4
#: A word typed with its marks stands somewhere with just these marks, and in the name.
MARKS_FIT, MARKS_FIT_IN_NAME = 8, 2
#: The words stand side by side in the order typed: in the name, and with their marks anywhere.
PHRASE_IN_NAME, PHRASE_MARKED = 2, 6
#: The name begins with the words.
NAME_BEGINS = 1
