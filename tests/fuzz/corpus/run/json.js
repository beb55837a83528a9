JSON.parse('[[[[[['); 
